//! The calls that wait for permits of one action, in the order in which they came.

use std::collections::VecDeque;
use std::task::Waker;

/// A line of calls. A call that does not take its turn is put aside, so that it does not hold
/// up the others, and has its place back as soon as it is polled.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// By number.
    calls: VecDeque<Waiting>,
    aside: Vec<Waiting>,
    last_number: u64,
    wakers: Wakers,
}

#[derive(Debug)]
struct Waiting {
    number: u64,
    waker: Option<Waker>,
}

/// Wakers to be called or dropped without the lock, since both may run any code.
#[derive(Debug, Default)]
pub(crate) struct Wakers {
    to_wake: Vec<Waker>,
    /// Most calls of a lane drop one at most, and none of them allocates for it.
    to_drop: Option<Waker>,
}

impl Wakers {
    pub(crate) fn wake(self) {
        self.to_wake.into_iter().for_each(Waker::wake);
    }

    pub(crate) fn append(&mut self, mut others: Self) {
        self.to_wake.append(&mut others.to_wake);
        if let Some(waker) = others.to_drop {
            self.drop_later(waker);
        }
    }

    fn drop_later(&mut self, waker: Waker) {
        // To wake a task once too often is harmless.
        self.to_wake.extend(self.to_drop.replace(waker));
    }
}

impl Line {
    pub(super) fn len(&self) -> usize {
        self.calls.len()
    }

    /// Whether nobody waits, though some may be aside.
    pub(super) fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    pub(super) fn is_deserted(&self) -> bool {
        self.calls.is_empty() && self.aside.is_empty()
    }

    /// A call joins the end. Returns its number.
    pub(super) fn enter(&mut self) -> u64 {
        self.last_number += 1;
        self.calls.push_back(Waiting { number: self.last_number, waker: None });
        self.last_number
    }

    /// The place of a call that is polled. One that was put aside has its place back.
    pub(super) fn place(&mut self, number: u64) -> Option<usize> {
        let place = self.calls.binary_search_by_key(&number, |call| call.number);
        let Err(place) = place else { return place.ok() };
        let aside = self.aside.iter().position(|call| call.number == number)?;
        self.calls.insert(place, self.aside.swap_remove(aside));
        Some(place)
    }

    /// The call at this place waits.
    pub(super) fn wait(&mut self, place: usize, waker: &Waker) {
        let Some(call) = self.calls.get_mut(place) else { return };
        if call.waker.as_ref().is_some_and(|known| known.will_wake(waker)) {
            return;
        }
        if let Some(replaced) = call.waker.replace(waker.clone()) {
            self.wakers.drop_later(replaced);
        }
    }

    pub(super) fn put_aside(&mut self, place: usize) {
        self.aside.extend(self.calls.remove(place));
    }

    pub(super) fn remove(&mut self, place: usize) {
        if let Some(waker) = self.calls.remove(place).and_then(|call| call.waker) {
            self.wakers.drop_later(waker);
        }
    }

    /// Wakes the calls from one place to before another.
    pub(super) fn wake(&mut self, from: usize, to: usize) {
        let calls = self.calls.iter_mut().skip(from).take(to.saturating_sub(from));
        self.wakers.to_wake.extend(calls.filter_map(|call| call.waker.take()));
    }

    /// The wakers that are to be called or dropped by now.
    pub(super) fn take_wakers(&mut self) -> Wakers {
        std::mem::take(&mut self.wakers)
    }
}
