/// Applies a macro to the arguments of every arity that a handler can have: up to eight.
macro_rules! for_each_arity {
    ($apply:ident) => {
        $apply!();
        $apply!(A);
        $apply!(A, B);
        $apply!(A, B, C);
        $apply!(A, B, C, D);
        $apply!(A, B, C, D, E);
        $apply!(A, B, C, D, E, F);
        $apply!(A, B, C, D, E, F, G);
        $apply!(A, B, C, D, E, F, G, H);
    };
}

pub(crate) use for_each_arity;
