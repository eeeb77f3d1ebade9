use websocket_api_model::message::Help;

pub(crate) use websocket_api_model::message::list;

/// Returns the similar candidate: equal except for case and separators, or with few changed letters.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    candidates
        .into_iter()
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&folded, &fold(candidate));
            (distance, candidate)
        })
        .filter(|(distance, candidate)| *distance * 3 <= candidate.len().max(word.len()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Returns a word without case and separators.
pub(crate) fn fold(word: &str) -> String {
    word.replace(['_', '-', ' ', '$'], "").to_lowercase()
}

/// Returns the candidate that a word misspells: it differs in case, separators and at most two letters.
/// Stricter than [`nearest`], for words that AWS may have added.
pub(crate) fn misspelt<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    let most = if folded.len() < 8 { 1 } else { 2 };
    let near = |candidate: &&str| candidate.len().abs_diff(word.len()) <= most + 2;
    candidates
        .into_iter()
        .filter(near)
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Returns the remedy for a misspelled word: the candidate with a similar name, or otherwise all candidates.
/// `noun` has an article: "a key".
pub(crate) fn similar_or_list<'a>(
    noun: &str,
    word: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
) -> Help {
    match nearest(word, candidates.clone()) {
        Some(near) => similar(noun, word, near),
        None => Help::new(format_args!("expected {}", list(candidates))),
    }
}

/// Returns the remedy for a misspelled word with a similar candidate. `noun` has an article: "a key".
pub(crate) fn similar(noun: &str, word: &str, near: &str) -> Help {
    Help::replace(format_args!("{noun} with a similar name exists: `{near}`"), word, near)
}
