//! What all calls together may spend on retries.

/// A token bucket that keeps a failing service from being flooded: every retry
/// of any call costs, every success earns a little. Against a dead server the
/// calls of a client together make at most [`RetryBudget::RETRIES`] requests
/// more than they would without retries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryBudget {
    tokens: u32,
}

/// What a retry costs; a success earns one.
const COST: u32 = 5;
const CAPACITY: u32 = RetryBudget::RETRIES * COST;

impl RetryBudget {
    /// Retries that a full budget pays for.
    pub const RETRIES: u32 = 100;

    /// Pays for a retry, if there is enough left.
    pub(crate) fn pay(&mut self) -> bool {
        let left = self.tokens.checked_sub(COST);
        self.tokens = left.unwrap_or(self.tokens);
        left.is_some()
    }

    /// A call had its answer.
    pub(crate) fn earn(&mut self) {
        self.tokens = CAPACITY.min(self.tokens + 1);
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self { tokens: CAPACITY }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_spent_earned_and_never_overfull() {
        let mut budget = RetryBudget::default();
        budget.earn();
        let paid = (0..1_000).filter(|_| budget.pay()).count();
        assert_eq!(paid, RetryBudget::RETRIES as usize);
        for _ in 0..COST - 1 {
            budget.earn();
            assert!(!budget.pay());
        }
        budget.earn();
        assert!(budget.pay() && !budget.pay());
    }
}
