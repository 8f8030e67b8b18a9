//! What the index needs of a version's facts; the library reads the rest.

/// A version of a service.
pub(crate) struct FactsFile {
    pub(crate) service: String,
    pub(crate) product: String,
    pub(crate) date: String,
    pub(crate) title: String,
    pub(crate) title_en: Option<String>,
    pub(crate) is_default: bool,
    pub(crate) text: String,
}

impl FactsFile {
    pub(crate) fn read(text: String) -> Result<Self, &'static str> {
        let head = |word: &str| {
            let mut lines = text.lines().take_while(|line| !line.starts_with("action "));
            lines.find_map(|line| line.strip_prefix(word)).map(str::to_owned)
        };
        let service = head("service ").ok_or("no service")?;
        Ok(Self {
            // The metadata of some services has no title.
            title: head("title ").unwrap_or_else(|| service.clone()),
            service,
            product: head("product ").ok_or("no product")?,
            date: head("version ").ok_or("no version")?,
            title_en: head("title-en "),
            is_default: head("default").is_some(),
            text,
        })
    }

    /// How many of its lines begin with a word.
    pub(crate) fn count(&self, word: &str) -> usize {
        self.text.lines().filter(|line| line.starts_with(word)).count()
    }
}
