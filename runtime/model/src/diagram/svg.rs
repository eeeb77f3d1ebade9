use super::graph::{Graph, Kind, Node};

// Lengths in pixels.
const LETTER: f64 = 7.9;
const SMALL_LETTER: f64 = 6.7;
const LINE: f64 = 16.0;
const PADDING: f64 = 10.0;
const GAP: f64 = 14.0;
const BETWEEN: f64 = 110.0;
const MARGIN: f64 = 20.0;
/// The maximum number of letters in a line. A longer line is truncated, and its tooltip has the whole text.
const LONGEST: usize = 42;

const STYLE: &str = "svg{color-scheme:light dark;font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}\
    rect{fill:#fff;stroke:#8a94a6;stroke-width:1}text{fill:#1b2430}.note{font-size:11px;fill:#5a6577}\
    path{fill:none;stroke:#8a94a6;stroke-width:1.2}.label{font-size:10px;fill:#5a6577}.before{text-anchor:end}\
    .api rect,.domain rect{fill:#eef4ff;stroke:#3667c9}.authorizer rect{fill:#fff6e5;stroke:#b67a00}\
    .function rect{fill:#effaf1;stroke:#2f855a}.resource rect{fill:#f6f0ff;stroke:#7b4fc4}\
    @media(prefers-color-scheme:dark){rect{fill:#1b2430;stroke:#6d788a}text{fill:#e8edf5}.note,.label{fill:#a9b4c4}\
    .api rect,.domain rect{fill:#16243f;stroke:#6d9bff}.authorizer rect{fill:#33270c;stroke:#d9a441}\
    .function rect{fill:#12291b;stroke:#5cb882}.resource rect{fill:#241a38;stroke:#a987ea}}";

/// The position of a node.
#[derive(Clone, Copy)]
struct Place {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// Draws an image.
pub(super) fn draw(graph: &Graph) -> String {
    let (places, width, height) = lay_out(graph);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         height=\"{height:.0}\" role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n<style>{STYLE}</style>\n",
        title = escaped(&format!("The API {}: routes, functions and what they may use", graph.title)),
    );
    for edge in &graph.edges {
        let (from, to) = (places[edge.from], places[edge.to]);
        // From the bottom of a node to the top of another one in its column, otherwise from side to side.
        let (a, b) = if graph.nodes[edge.from].kind.column() == graph.nodes[edge.to].kind.column() {
            ((from.x + from.width / 2.0, from.y + from.height), (to.x + to.width / 2.0, to.y))
        } else {
            ((from.x + from.width, from.y + from.height / 2.0), (to.x, to.y + to.height / 2.0))
        };
        let middle = f64::midpoint(a.0, b.0);
        svg += &format!(
            "<path d=\"M{:.0} {:.0}C{middle:.0} {:.0} {middle:.0} {:.0} {:.0} {:.0}\"/>\n",
            a.0, a.1, a.1, b.1, b.0, b.1
        );
        if let Some(label) = &edge.label {
            // The label is at the end of the edge with fewer edges.
            let leaving = graph.edges.iter().filter(|other| other.from == edge.from).count();
            let coming = graph.edges.iter().filter(|other| other.to == edge.to).count();
            let (class, x, y) =
                if leaving <= coming { ("label", a.0 + 6.0, a.1) } else { ("label before", b.0 - 6.0, b.1) };
            let text = escaped(&short(label, 16));
            svg += &format!("<text class=\"{class}\" x=\"{x:.0}\" y=\"{:.0}\">{text}</text>\n", y - 5.0);
        }
    }
    for (node, place) in graph.nodes.iter().zip(&places) {
        svg += &draw_node(node, *place);
    }
    svg + "</svg>\n"
}

fn draw_node(node: &Node, Place { x, y, width, height }: Place) -> String {
    let mut svg = format!(
        "<g class=\"{}\"><title>{}</title><rect x=\"{x:.0}\" y=\"{y:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" \
         rx=\"{}\"/>",
        node.kind.word(),
        escaped(&[std::slice::from_ref(&node.title), &*node.notes].concat().join("\n")),
        if node.kind == Kind::Route { 12 } else { 4 },
    );
    let lines = std::iter::once(&node.title).chain(&node.notes).zip(1_u8..);
    for (line, number) in lines {
        let (x, y) = (x + PADDING, y + PADDING / 2.0 + LINE * f64::from(number) - 2.0);
        let class = if number > 1 { " class=\"note\"" } else { "" };
        svg += &format!("<text{class} x=\"{x:.0}\" y=\"{y:.0}\">{}</text>", escaped(&short(line, LONGEST)));
    }
    svg + "</g>\n"
}

/// Arranges the columns side by side, each vertically centred. Returns the positions and the size of the
/// image.
fn lay_out(graph: &Graph) -> (Vec<Place>, f64, f64) {
    let mut places: Vec<Place> = graph.nodes.iter().map(size).collect();
    let in_column = |column: usize| {
        let nodes = graph.nodes.iter().enumerate().filter(move |(_, node)| node.kind.column() == column);
        nodes.map(|(i, _)| i).collect::<Vec<usize>>()
    };
    let tall = |column: &[usize], places: &[Place]| {
        column.iter().map(|i| places[*i].height + GAP).sum::<f64>() - GAP
    };
    let columns: Vec<Vec<usize>> =
        (0..Kind::COLUMNS).map(in_column).filter(|column| !column.is_empty()).collect();
    let height = columns.iter().map(|column| tall(column, &places)).fold(0.0, f64::max);
    let mut x = MARGIN;
    for column in &columns {
        let wide = column.iter().map(|i| places[*i].width).fold(0.0, f64::max);
        let mut y = MARGIN + (height - tall(column, &places)) / 2.0;
        for i in column {
            let place = &mut places[*i];
            (place.x, place.y, place.width) = (x, y, wide);
            y += place.height + GAP;
        }
        x += wide + BETWEEN;
    }
    (places, x - BETWEEN + MARGIN, height + 2.0 * MARGIN)
}

fn size(node: &Node) -> Place {
    let letters =
        |text: &str| f64::from(u16::try_from(text.chars().count().min(LONGEST)).unwrap_or(u16::MAX));
    let notes = node.notes.iter().map(|note| letters(note) * SMALL_LETTER);
    let width = notes.fold(letters(&node.title) * LETTER, f64::max) + 2.0 * PADDING;
    let lines = f64::from(u16::try_from(1 + node.notes.len()).unwrap_or(u16::MAX));
    Place { x: 0.0, y: 0.0, width, height: lines * LINE + PADDING }
}

fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            // XML has no such characters.
            c if c.is_control() && c != '\n' => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    escaped
}
