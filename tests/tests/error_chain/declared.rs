//! The public errors that the source files of the published crates declare.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Item, ItemImpl, Meta, Type, Visibility};

/// Public types in private modules that no crate re-exports.
const NOT_EXPORTED: &[&str] = &[];

/// Every variant as `crate::Enum::Variant`, and every struct as `crate::Struct`.
pub(crate) fn variants() -> BTreeSet<String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut variants = BTreeSet::new();
    for folder in fs::read_dir(crates).unwrap() {
        let folder = folder.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap();
        let mut declared = Declared::default();
        for file in rust_files(&folder.join("src")) {
            declared.add(syn::parse_file(&fs::read_to_string(&file).unwrap()).unwrap().items);
        }
        variants.extend(declared.errors().map(|variant| format!("{name}::{variant}")));
    }
    assert!(variants.len() > 40, "the source files are not where they were: {variants:?}");
    variants.retain(|variant| !NOT_EXPORTED.contains(&variant.as_str()));
    variants
}

/// All source files but those of test modules.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.file_stem().is_some_and(|stem| stem == "tests") {
            continue;
        }
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

#[derive(Default)]
struct Declared {
    /// The variants of each public enum; none for a struct.
    types: BTreeMap<String, Vec<String>>,
    /// The types that implement `Error`, public or not.
    errors: BTreeSet<String>,
}

impl Declared {
    fn add(&mut self, items: Vec<Item>) {
        for item in items {
            match item {
                Item::Enum(item) => {
                    let name = item.ident.to_string();
                    if derives_error(&item.attrs) {
                        self.errors.insert(name.clone());
                    }
                    if let Visibility::Public(_) = item.vis {
                        let variants =
                            item.variants.iter().map(|variant| variant.ident.to_string());
                        self.types.insert(name, variants.collect());
                    }
                }
                Item::Struct(item) => {
                    let name = item.ident.to_string();
                    if derives_error(&item.attrs) {
                        self.errors.insert(name.clone());
                    }
                    if let Visibility::Public(_) = item.vis {
                        self.types.insert(name, vec![]);
                    }
                }
                Item::Impl(item) => self.errors.extend(error_of_impl(&item)),
                Item::Mod(module) if !is_test(&module.attrs) => {
                    self.add(module.content.map(|(_, items)| items).unwrap_or_default());
                }
                _ => {}
            }
        }
    }

    fn errors(&self) -> impl Iterator<Item = String> {
        let errors = self.types.iter().filter(|(name, _)| self.errors.contains(*name));
        errors.flat_map(|(name, variants)| {
            if variants.is_empty() {
                vec![name.clone()]
            } else {
                variants.iter().map(|variant| format!("{name}::{variant}")).collect()
            }
        })
    }
}

fn derives_error(attributes: &[Attribute]) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("derive")).any(|attribute| {
        let mut found = false;
        attribute
            .parse_nested_meta(|meta| {
                found |= meta.path.segments.last().is_some_and(|last| last.ident == "Error");
                Ok(())
            })
            .unwrap();
        found
    })
}

/// The type in `impl Error for Type`.
fn error_of_impl(item: &ItemImpl) -> Option<String> {
    let (_, of, _) = item.trait_.as_ref()?;
    let is_error = of.segments.last()?.ident == "Error";
    let Type::Path(path) = &*item.self_ty else { return None };
    is_error.then(|| path.path.segments.last().unwrap().ident.to_string())
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}
