/// The options of rustfmt that apply to declarations, with rustfmt's defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The maximum width of a line, including its indentation.
    pub max_width: usize,
    /// The width of one level of indentation.
    pub tab_spaces: usize,
    /// `true` if indentation consists of tabs.
    pub hard_tabs: bool,
}

/// The maximum width of one level of indentation, so that no setting exhausts the memory.
const WIDEST_STEP: usize = 64;

impl Default for Style {
    fn default() -> Self {
        Self { max_width: 100, tab_spaces: 4, hard_tabs: false }
    }
}

impl Style {
    pub(super) fn step(&self) -> usize {
        self.tab_spaces.min(WIDEST_STEP)
    }

    /// Returns the width of a text, if it is on one line.
    pub(super) fn width(&self, text: &str) -> usize {
        text.chars().map(|c| if c == '\t' { self.step() } else { 1 }).sum()
    }

    /// Returns whitespace of this width.
    pub(super) fn indentation(&self, width: usize) -> String {
        match self.step() {
            step @ 1.. if self.hard_tabs => "\t".repeat(width / step) + &" ".repeat(width % step),
            _ => " ".repeat(width),
        }
    }
}
