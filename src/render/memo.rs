//! Texts that many pages share, each made when the first page needs it.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Made texts by what they are for.
#[derive(Debug, Default)]
pub(super) struct Memo {
    made: RwLock<BTreeMap<String, Arc<str>>>,
}

impl Memo {
    /// The text for a key; made where it is not there yet, on several threads at once if need be, all of which make the
    /// same.
    pub(super) fn get<E>(&self, key: &str, make: impl FnOnce() -> Result<String, E>) -> Result<Arc<str>, E> {
        // Whoever panicked while making one left nothing half done: a text is put in whole.
        if let Some(text) = self.made.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return Ok(text.clone());
        }
        let text: Arc<str> = Arc::from(make()?);
        self.made.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), text.clone());
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::Memo;

    #[test]
    fn a_text_is_made_once_and_one_that_failed_is_tried_again() {
        let memo = Memo::default();
        assert_eq!(memo.get("a", || Err("no")).map(|it| it.to_string()), Err("no"));
        let mut made = 0;
        for _ in 0..2 {
            let text = memo.get("a", || {
                made += 1;
                Ok::<_, ()>("text".to_owned())
            });
            assert_eq!(text.as_deref(), Ok("text"));
        }
        assert_eq!(made, 1);
    }
}
