use crate::declaration::{DeclarationPath, FunctionOwner, Segment};

/// A path during a visit. It becomes a [`DeclarationPath`] only for a violation.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'a> {
    Root,
    Key(&'a Place<'a>, &'a str),
    Index(&'a Place<'a>, usize),
}

impl Place<'_> {
    pub(super) fn key<'a>(&'a self, key: &'a str) -> Place<'a> {
        Place::Key(self, key)
    }

    pub(super) fn index(&self, index: usize) -> Place<'_> {
        Place::Index(self, index)
    }

    pub(super) fn to_path(self) -> DeclarationPath {
        let mut segments = Vec::new();
        let mut place = self;
        loop {
            let (before, segment) = match place {
                Place::Root => break,
                Place::Key(before, key) => (before, Segment::Key(key.to_owned().into())),
                Place::Index(before, index) => (before, Segment::Index(index)),
            };
            segments.push(segment);
            place = *before;
        }
        segments.reverse();
        DeclarationPath { segments }
    }
}

/// Calls `visit` with the path of a function's settings.
pub(super) fn with_place(owner: FunctionOwner<'_>, visit: &mut dyn FnMut(Place<'_>)) {
    let root = Place::Root;
    match owner {
        FunctionOwner::Defaults => visit(root.key("defaults").key("function")),
        FunctionOwner::Route(key) => visit(root.key("routes").key(key).key("function")),
        FunctionOwner::Group(name) => visit(root.key("groups").key(name)),
        FunctionOwner::Authorizer => visit(root.key("authorizer").key("function")),
    }
}
