use std::sync::Arc;

use tokio::sync::Semaphore;

use super::soon;

/// A gate that stops handlers until a test opens it.
#[derive(Clone, Debug)]
pub struct Gate(Arc<Semaphore>);

impl Default for Gate {
    fn default() -> Self {
        Gate(Arc::new(Semaphore::new(0)))
    }
}

impl Gate {
    /// Waits until the gate is open.
    pub async fn pass(&self) {
        // A closed semaphore returns an error, which means that the gate is open.
        _ = soon(self.0.acquire()).await;
    }

    /// Opens the gate permanently.
    pub fn open(&self) {
        self.0.close();
    }
}
