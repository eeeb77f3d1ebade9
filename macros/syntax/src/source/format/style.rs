/// How wide lines are and what they begin with: what rustfmt's options of these names say, and its defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The most characters of a line, its indentation included.
    pub max_width: usize,
    /// How wide a step of indentation is.
    pub tab_spaces: usize,
    /// Whether it is a tab.
    pub hard_tabs: bool,
}

/// No step of indentation is wider, so that no setting can exhaust the memory.
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

    /// How many columns this takes, if it stands on one line.
    pub(super) fn width(&self, text: &str) -> usize {
        text.chars().map(|c| if c == '\t' { self.step() } else { 1 }).sum()
    }

    /// Whitespace of this width.
    pub(super) fn indentation(&self, width: usize) -> String {
        match self.step() {
            step @ 1.. if self.hard_tabs => "\t".repeat(width / step) + &" ".repeat(width % step),
            _ => " ".repeat(width),
        }
    }
}
