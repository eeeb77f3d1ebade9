//! An empty library: the cases in the folders are compiled one by one, see `README.md`.
