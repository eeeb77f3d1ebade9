//! The stage.

use proc_macro2::TokenStream;
use quote::quote;
use websocket_api_model::declaration::{self, Quantity};

use super::{Consts, Items, Lower, Name, expand_list, lower_list, mirror};
use crate::{
    block::Setting,
    blocks,
    value::{Number, StageRoute, StageRoutes},
};

/// The settings that stand in the stage's block itself.
pub(crate) struct OwnSettings<'a>(pub(crate) &'a blocks::Stage);

mirror!(self: OwnSettings<'_> => RouteSettings {
    throttle: self.0.throttle,
    detailed_metrics: self.0.detailed_metrics,
    execution_log: self.0.execution_log,
    data_trace: self.0.data_trace,
});

mirror!(self: blocks::Throttle => Throttle {
    rate: Count(&self.rate),
    burst: Count(&self.burst),
});

/// A number in its range, which the model keeps as a number.
struct Count<'a, T>(&'a Setting<Number<T>>);

impl<T: Quantity> Lower for Count<'_, T> {
    type Model = Option<u32>;

    fn lower(&self, consts: &mut Consts<'_>) -> Option<u32> {
        self.0.lower(consts).map(T::get)
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        match self.0.get() {
            Some(number) => {
                let number = number.expand(items);
                quote!(::core::option::Option::Some(#number.get()))
            }
            None => quote!(::core::option::Option::None),
        }
    }
}

impl Lower for StageRoutes {
    type Model = declaration::List<declaration::StageRoute>;

    fn lower(&self, consts: &mut Consts<'_>) -> Self::Model {
        lower_list(&self.0, consts)
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        expand_list(&self.0.iter().map(|route| route.expand(items)).collect::<Vec<_>>())
    }
}

mirror!(self: StageRoute => StageRoute {
    key: Name(&self.key),
    settings: Settings(self.settings.as_ref().map(|settings| &settings.block)),
});

/// The settings of a route, if they could be read.
struct Settings<'a>(Option<&'a blocks::RouteSettings>);

impl Lower for Settings<'_> {
    type Model = declaration::RouteSettings;

    fn lower(&self, consts: &mut Consts<'_>) -> declaration::RouteSettings {
        self.0.map_or(declaration::RouteSettings::EMPTY, |settings| settings.lower(consts))
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        self.0
            .map_or_else(|| quote!(__websocket_api::RouteSettings::EMPTY), |settings| settings.expand(items))
    }
}
