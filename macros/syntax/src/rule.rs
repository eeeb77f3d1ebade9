macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// A rule about the text of a declaration. `websocket_api_model` has the rules about its content.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum SyntaxRule {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl SyntaxRule {
            /// The name of every rule.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// Returns the name of the rule.
            pub fn name(self) -> &'static str {
                match self {
                    $(SyntaxRule::$variant => $name),+
                }
            }
        }
    };
}

rules! {
    /// A declaration is the name of an API and a block.
    MissingDeclaration = "missing_declaration",
    /// A token fits the grammar.
    UnexpectedToken = "unexpected_token",
    /// Brackets have a maximum depth.
    NestingDepth = "nesting_depth",
    /// A block has a maximum number of entries, and a list of elements.
    EntryCount = "entry_count",
    /// A key is one of its block.
    UnknownKey = "unknown_key",
    /// A block has each key once.
    DuplicateKey = "duplicate_key",
    /// A key of the language is an identifier.
    QuotedKey = "quoted_key",
    /// A block has its required keys.
    MissingKey = "missing_key",
    /// Some keys exclude each other.
    ConflictingKeys = "conflicting_keys",
    /// A key has a value.
    MissingValue = "missing_value",
    /// A value has the type of its key.
    WrongKind = "wrong_kind",
    /// A keyword is one of its key.
    UnknownKeyword = "unknown_keyword",
    /// A number is in the range of its key.
    OutOfRange = "out_of_range",
    /// A string has the form of its key.
    InvalidText = "invalid_text",
    /// A name has the form of its kind.
    InvalidName = "invalid_name",
    /// A string has no suffix.
    StringSuffix = "string_suffix",
    /// Every block can be read.
    UnreadableBlock = "unreadable_block",
    /// Declarations have literals, paths, lists and blocks.
    UnsupportedSyntax = "unsupported_syntax",
    /// A path is a Rust path of a limited length.
    InvalidPath = "invalid_path",
    /// A handler and a type are paths, not strings.
    PathInString = "path_in_string",
    /// A list has elements.
    EmptyList = "empty_list",
    /// A route key belongs to one route.
    DuplicateRoute = "duplicate_route",
    /// A route key has the form of API Gateway's.
    InvalidRouteKey = "invalid_route_key",
    /// A predefined route key begins with `$`.
    AmbiguousRouteKey = "ambiguous_route_key",
    /// Messages are validated only for functions in this stack.
    InvalidValidation = "invalid_validation",
    /// The tag of an enum of client messages is one member of the message.
    ClientMessageTag = "client_message_tag",
    /// Each server message has a distinct function.
    ServerMessageName = "server_message_name",
    /// A permission is a service, an action, a resource, or a statement.
    InvalidPermission = "invalid_permission",
    /// An API shares another API's domain.
    SharedDomain = "shared_domain",
    /// An imported API and an imported stage keep their settings.
    ImportedSetting = "imported_setting",
    /// A property without a key, and of WebSocket APIs, can be overridden.
    RefusedOverride = "refused_override",
    /// A resource has CloudFormation's attributes.
    UnknownAttribute = "unknown_resource_attribute",
    /// A resource type is CloudFormation's.
    UnknownType = "unknown_resource_type",
    /// A property is one of its resource type.
    UnknownProperty = "unknown_resource_property",
    /// A resource has its required properties.
    MissingProperties = "missing_properties",
    /// An intrinsic function uses only the sections of the template that a declaration has.
    UnsupportedFunction = "unsupported_function",
    /// A reference in a string is complete.
    InvalidReference = "invalid_reference",
    /// A template from source text has no Rust constants.
    ConstantWithoutCompiler = "constant_without_compiler",
    /// A source file is Rust, and its modules have files.
    UnreadableSource = "unreadable_source",
}
