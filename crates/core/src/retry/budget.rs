//! The retry budget of an account.

/// A token bucket shared by all calls, so that retries do not flood a failing
/// service: a retry takes tokens, a success returns one. Against a server that is
/// down, all calls together make at most [`RetryBudget::RETRIES`] retries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryBudget {
    tokens: u32,
}

/// Tokens that a retry takes; a success returns one.
const COST: u32 = 5;
const CAPACITY: u32 = RetryBudget::RETRIES * COST;

impl RetryBudget {
    /// Retries of a full budget.
    pub const RETRIES: u32 = 100;

    /// Takes the tokens of a retry; false if too few are left.
    pub(crate) fn pay(&mut self) -> bool {
        let left = self.tokens.checked_sub(COST);
        self.tokens = left.unwrap_or(self.tokens);
        left.is_some()
    }

    /// Returns a token after a success.
    pub(crate) fn earn(&mut self) {
        self.add(1);
    }

    /// Returns the tokens of a retry that was paid for and not made.
    pub(crate) fn refund(&mut self) {
        self.add(COST);
    }

    fn add(&mut self, tokens: u32) {
        self.tokens = CAPACITY.min(self.tokens + tokens);
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
    fn retries_take_tokens_and_successes_return_them_up_to_the_capacity() {
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
