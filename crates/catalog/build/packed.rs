//! The text of a block from that of a facts file. `src/facts.rs` has its form.

/// The text of a block; an error names the line.
pub(crate) fn packed(facts: &str) -> Result<String, String> {
    let structures = names(facts, "structure ");
    let mut head = String::new();
    let mut lines: Vec<String> = Vec::new();
    // The last action: its name, its title and the place of its line.
    let mut action: Option<(&str, &str, usize)> = None;
    for line in facts.lines() {
        let fact = line.strip_prefix("  ");
        let (word, rest) =
            fact.unwrap_or(line).split_once(' ').unwrap_or((fact.unwrap_or(line), ""));
        let packed = match (fact, word, &mut action) {
            (None, "service" | "version" | "product", _) => {
                head = head + line + "\n";
                continue;
            }
            // The library has the titles of services and the codes without these lines.
            (None, "" | "#" | "title" | "title-en" | "default" | "code", _) => continue,
            (None, "action", last) => {
                *last = Some((rest, "", lines.len()));
                String::new()
            }
            (None, "structure", last) => {
                *last = None;
                "structure".to_owned()
            }
            (Some(_), "title", Some((_, title, _))) => {
                *title = rest;
                continue;
            }
            (Some(_), "class", Some((name, title, place))) => {
                if let Some(line) = lines.get_mut(*place) {
                    *line = format!("action {name} {rest} {title}");
                }
                continue;
            }
            (Some(_), "in", Some(_)) => format!("<{}", member(rest, &structures)?),
            (Some(_), "out", Some(_)) => format!(">{}", member(rest, &structures)?),
            (Some(fact), _, Some(_)) => fact.to_owned(),
            (Some(fact), _, None) => format!(".{}", member(fact, &structures)?),
            _ => return Err(format!("an unknown fact: {line}")),
        };
        lines.push(packed);
    }
    for (word, names) in [("structures", structures), ("codes", names(facts, "code "))] {
        if !names.is_empty() {
            head = head + word + " " + &names.join(" ") + "\n";
        }
    }
    Ok(lines.iter().fold(head, |text, line| text + line + "\n"))
}

fn names<'a>(facts: &'a str, word: &str) -> Vec<&'a str> {
    facts.lines().filter_map(|line| line.strip_prefix(word)).collect()
}

fn member(fact: &str, structures: &[&str]) -> Result<String, String> {
    let mut words = fact.split(' ');
    let (Some(name), Some(kind)) = (words.next(), words.next()) else {
        return Err(format!("no member: {fact}"));
    };
    let marks = match words.collect::<Vec<_>>().as_slice() {
        [] => "",
        ["required"] => "!",
        ["deprecated"] => "-",
        ["required", "deprecated"] => "!-",
        _ => return Err(format!("unknown marks: {fact}")),
    };
    let element = kind.trim_start_matches('[');
    let lists = kind.strip_suffix(element).unwrap_or_default();
    let element = element.strip_suffix(&"]".repeat(lists.len())).unwrap_or_default();
    let element = match element {
        "string" => "s".to_owned(),
        "date" => "d".to_owned(),
        "datetime" => "t".to_owned(),
        "datetime_iso" => "z".to_owned(),
        "int64" => "i".to_owned(),
        "uint64" => "u".to_owned(),
        "float" => "f".to_owned(),
        "bool" => "b".to_owned(),
        "binary" => "x".to_owned(),
        name => match structures.binary_search(&name) {
            Ok(place) => place.to_string(),
            Err(_) => return Err(format!("an unknown type: {fact}")),
        },
    };
    Ok(format!("{name} {lists}{element}{marks}"))
}
