use crate::declaration::{
    Access, Authorizer, AuthorizerFunction, CustomDomain, Declaration, Effect, Function, FunctionLayout,
    Permission, Permissions, Route, RouteFunction, Text, Validation,
};
use crate::template::Expression;

/// The nodes of a diagram, in columns, and the edges between them.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    pub(super) title: String,
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
}

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) title: String,
    /// The lines in smaller type below the name.
    pub(super) notes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: Option<String>,
}

/// The kind of a node, which decides its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Domain,
    Api,
    Authorizer,
    Route,
    Function,
    Resource,
}

impl Kind {
    pub(super) const COLUMNS: usize = 4;

    pub(super) const fn column(self) -> usize {
        match self {
            Kind::Domain | Kind::Api => 0,
            Kind::Authorizer | Kind::Route => 1,
            Kind::Function => 2,
            Kind::Resource => 3,
        }
    }

    pub(super) const fn word(self) -> &'static str {
        match self {
            Kind::Domain => "domain",
            Kind::Api => "api",
            Kind::Authorizer => "authorizer",
            Kind::Route => "route",
            Kind::Function => "function",
            Kind::Resource => "resource",
        }
    }
}

impl Graph {
    pub(super) fn new(declaration: &Declaration) -> Self {
        let mut graph =
            Graph { title: declaration.type_name.to_string(), nodes: Vec::new(), edges: Vec::new() };
        let domain = graph.add_domain(declaration);
        let mut notes = vec![declaration.route_selection_expression.to_string()];
        notes.extend(declaration.stage.name.as_ref().map(|stage| format!("stage {stage}")));
        notes.extend(declaration.access_log.as_ref().map(|_| "access log".to_owned()));
        let api = graph.add(Kind::Api, declaration.type_name.to_string(), notes);
        if let Some(domain) = domain {
            graph.add_edge(domain, api, None);
        }
        graph.add_authorizer(declaration, api);
        for route in declaration.routes.iter() {
            graph.add_route(declaration, route, api);
        }
        // A declared resource without permissions has a node, too.
        for resource in declaration.sections.resources.iter() {
            graph.resource(declaration, &resource.key);
        }
        graph
    }

    fn add(&mut self, kind: Kind, title: String, notes: Vec<String>) -> usize {
        let known = self
            .nodes
            .iter()
            .position(|node| node.kind == kind && node.title == title && kind != Kind::Route);
        known.unwrap_or_else(|| {
            self.nodes.push(Node { kind, title, notes });
            self.nodes.len() - 1
        })
    }

    fn add_edge(&mut self, from: usize, to: usize, label: Option<String>) {
        let edge = Edge { from, to, label };
        if !self.edges.contains(&edge) {
            self.edges.push(edge);
        }
    }

    fn add_domain(&mut self, declaration: &Declaration) -> Option<usize> {
        let domain = declaration.custom_domain.as_ref()?;
        let title = match domain.name() {
            Some(name) => text(&name),
            None => "a domain that exists".to_owned(),
        };
        let mut notes: Vec<String> = domain.path().map(|path| format!("path {path}")).into_iter().collect();
        match domain {
            CustomDomain::Own(_) => {}
            CustomDomain::Shared { of, .. } => notes.push(format!("of {}", of.get().type_name)),
            CustomDomain::Existing(_) => notes.push("exists already".to_owned()),
        }
        Some(self.add(Kind::Domain, title, notes))
    }

    fn add_authorizer(&mut self, declaration: &Declaration, api: usize) {
        let (title, notes, function) = match &declaration.authorizer {
            Authorizer::None => return,
            Authorizer::Iam => ("IAM".to_owned(), vec!["signed handshakes".to_owned()], None),
            Authorizer::Existing(id) => ("authorizer".to_owned(), vec![text(id)], None),
            Authorizer::Lambda(lambda) => {
                let sources = lambda.identity_sources();
                let notes =
                    sources.map(|source| source.trim_start_matches("route.request.").to_owned()).collect();
                ("authorizer".to_owned(), notes, Some(&lambda.function))
            }
        };
        let authorizer = self.add(Kind::Authorizer, title, notes);
        self.add_edge(api, authorizer, Some("$connect".to_owned()));
        match function {
            Some(AuthorizerFunction::Own { handler, settings }) => {
                let function = self.add(Kind::Function, handler.to_string(), settings_of(settings));
                self.add_edge(authorizer, function, None);
                self.permit(declaration, function, settings.permissions.as_ref());
            }
            Some(AuthorizerFunction::Existing(arn)) => {
                let function = self.add(Kind::Function, text(arn), vec!["exists already".to_owned()]);
                self.add_edge(authorizer, function, None);
            }
            None => {}
        }
    }

    fn add_route(&mut self, declaration: &Declaration, route: &Route, api: usize) {
        let mut notes = Vec::new();
        if route.return_response {
            notes.push("returns a response".to_owned());
        }
        if route.validation != Validation::None {
            notes.push("validated".to_owned());
        }
        let node = self.add(Kind::Route, route.key.to_string(), notes);
        self.add_edge(api, node, None);
        let settings = declaration.function(route);
        let title = match (&route.function, declaration.functions) {
            (RouteFunction::Existing(arn), _) => text(arn),
            (_, FunctionLayout::Shared) => "the function of all routes".to_owned(),
            (RouteFunction::Group(name), _) => format!("group {name}"),
            (RouteFunction::Own(_), _) => route.handler.to_string(),
        };
        let own = matches!(
            (&route.function, declaration.functions),
            (RouteFunction::Own(_), FunctionLayout::PerRoute)
        );
        // Two routes with one handler have separate functions.
        let is_shared =
            own && self.nodes.iter().any(|node| node.kind == Kind::Function && node.title == title);
        let title = if is_shared { format!("{title} ({})", route.key) } else { title };
        let notes = match &settings {
            Some(settings) => settings_of(settings),
            None => vec!["exists already".to_owned()],
        };
        let function = self.add(Kind::Function, title, notes);
        self.add_edge(node, function, (!own && !route.handler.is_empty()).then(|| route.handler.to_string()));
        if let Some(settings) = settings {
            self.permit(declaration, function, settings.permissions.as_ref());
        }
        self.permit(declaration, function, route.attached.as_ref());
    }

    fn permit(&mut self, declaration: &Declaration, function: usize, permissions: Option<&Permissions>) {
        let list = match permissions {
            None => return,
            Some(Permissions::All) => {
                let everything = self.add(Kind::Resource, "everything".to_owned(), Vec::new());
                return self.add_edge(function, everything, Some("*".to_owned()));
            }
            Some(Permissions::List(list)) => list,
        };
        for permission in list.iter() {
            let (to, label) = match permission {
                Permission::Resource(name, access) => {
                    let word = match access {
                        Access::All => "all",
                        Access::Read => "read",
                        Access::Write => "write",
                        Access::ReadWrite => "read, write",
                    };
                    (self.resource(declaration, name), Some(word.to_owned()))
                }
                Permission::Service(service) => {
                    (self.add(Kind::Resource, service.to_string(), Vec::new()), None)
                }
                Permission::Action(action) => {
                    let (service, name) = action.split_once(':').unwrap_or((action, ""));
                    (self.add(Kind::Resource, service.to_owned(), Vec::new()), Some(name.to_owned()))
                }
                Permission::Statement(statement) => {
                    let effect = match statement.effect {
                        Effect::Allow => "allowed",
                        Effect::Deny => "denied",
                    };
                    (self.add(Kind::Resource, "statements".to_owned(), Vec::new()), Some(effect.to_owned()))
                }
            };
            self.add_edge(function, to, label);
        }
    }

    fn resource(&mut self, declaration: &Declaration, name: &str) -> usize {
        let kind = declaration.sections.resource_type(name).unwrap_or_default();
        let notes =
            if kind.is_empty() { Vec::new() } else { vec![kind.trim_start_matches("AWS::").to_owned()] };
        self.add(Kind::Resource, name.to_owned(), notes)
    }
}

fn settings_of(function: &Function) -> Vec<String> {
    let settings = format!("{} s, {} MB", function.timeout_seconds(), function.memory_mb());
    vec![settings]
}

fn text(text: &Text) -> String {
    Expression::from(text).to_sub()
}
