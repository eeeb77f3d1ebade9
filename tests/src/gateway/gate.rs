use std::sync::Arc;

use tokio::sync::Semaphore;

use super::soon;

/// Handlers wait before it until a test opens it.
#[derive(Clone, Debug)]
pub struct Gate(Arc<Semaphore>);

impl Default for Gate {
    fn default() -> Self {
        Gate(Arc::new(Semaphore::new(0)))
    }
}

impl Gate {
    /// Waits until it is open.
    pub async fn pass(&self) {
        // An error is how a semaphore says that it was closed, and so this open.
        _ = soon(self.0.acquire()).await;
    }

    /// Opens it for good.
    pub fn open(&self) {
        self.0.close();
    }
}
