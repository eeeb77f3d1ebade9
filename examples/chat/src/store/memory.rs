use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use websocket_api::ConnectionId;

use super::{Member, Result, Rooms};

/// Members in the memory of this process, which must serve all routes.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<Mutex<BTreeMap<ConnectionId, Member>>>);

impl Memory {
    pub async fn open() -> Result<Self> {
        Ok(Memory::default())
    }

    /// Locks the map. A panic under the lock leaves no partial change, so a poisoned lock is ignored.
    fn members(&self) -> MutexGuard<'_, BTreeMap<ConnectionId, Member>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rooms for Memory {
    async fn join(&self, member: &Member) -> Result {
        self.members().insert(member.connection.clone(), member.clone());
        Ok(())
    }

    async fn leave(&self, connection: &ConnectionId) -> Result<Option<Member>> {
        Ok(self.members().remove(connection))
    }

    async fn member(&self, connection: &ConnectionId) -> Result<Option<Member>> {
        Ok(self.members().get(connection).cloned())
    }

    async fn members(&self, room: &str) -> Result<Vec<Member>> {
        Ok(self.members().values().filter(|member| member.room == room).cloned().collect())
    }
}
