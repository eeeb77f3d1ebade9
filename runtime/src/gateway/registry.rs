use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::connection::Connection;

/// The open connections, by their IDs.
#[derive(Debug, Default)]
pub(super) struct Registry(Mutex<HashMap<String, Arc<Connection>>>);

impl Registry {
    fn open(&self) -> MutexGuard<'_, HashMap<String, Arc<Connection>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn add(&self, connection: Arc<Connection>) {
        self.open().insert(connection.id.clone(), connection);
    }

    pub(super) fn get(&self, id: &str) -> Option<Arc<Connection>> {
        self.open().get(id).cloned()
    }

    pub(super) fn remove(&self, id: &str) -> Option<Arc<Connection>> {
        let mut open = self.open();
        let removed = open.remove(id);
        // After many connections the table does not stay large.
        if open.capacity() > 4 * (open.len() + 64) {
            open.shrink_to_fit();
        }
        removed
    }

    /// Returns all connections, the oldest first.
    pub(super) fn all(&self) -> Vec<Arc<Connection>> {
        let mut all: Vec<_> = self.open().values().cloned().collect();
        all.sort_by(|a, b| (a.connected_at, &a.id).cmp(&(b.connected_at, &b.id)));
        all
    }
}
