//! The texts of the objects in an extension, in object format 67 (platform 8.3.2x).

use uuid::{Uuid, uuid};

use super::{ExtensionBuilder, Module};
use crate::{Sha1Digest, brace::Value};

/// Classes of objects by the group that the root object lists them in, in the platform's order.
const GENERAL: [Uuid; 24] = [
    uuid!("09736b02-9cac-4e3f-b4f7-d3e9576ab948"),
    uuid!("0c89c792-16c3-11d5-b96b-0050bae0a95d"),
    COMMON_MODULE,
    uuid!("0fffc09c-8f4c-47cc-b41c-8d5c5a221d79"),
    uuid!("11bdaf85-d5ad-4d91-bb24-aa0eee139052"),
    uuid!("15794563-ccec-41f6-a83c-ec5f7b9a5bc1"),
    uuid!("24c43748-c938-45d0-8d14-01424a72b11e"),
    uuid!("30d554db-541e-4f62-8970-a1c6dcfeb2bc"),
    uuid!("37f2fa9a-b276-11d4-9435-004095e12fc7"),
    uuid!("39bddf6a-0c3c-452b-921c-d99cfa1c2f1b"),
    uuid!("3e5404af-6ef8-4c73-ad11-91bd2dfac4c8"),
    uuid!("3e7bfcc0-067d-11d6-a3c7-0050bae0a776"),
    uuid!("46b4cd97-fd13-4eaa-aba2-3bddd7699218"),
    uuid!("4e828da6-0f44-4b5b-b1c0-a2b3cfe7bdcc"),
    uuid!("58848766-36ea-4076-8800-e91eb49590d7"),
    uuid!("6e6dc072-b7ac-41e7-8f88-278d25b6da2a"),
    uuid!("7dcd43d9-aca5-4926-b549-1842e6a4e8cf"),
    uuid!("857c4a91-e5f4-4fac-86ec-787626f1c108"),
    uuid!("8657032e-7740-4e1d-a3ba-5dd6e8afb78f"),
    LANGUAGE,
    uuid!("af547940-3268-434f-a3e7-e47d6d2638c3"),
    uuid!("c045099e-13b9-4fb6-9d50-fca00202971e"),
    uuid!("cc9df798-7c94-4616-97d2-7aa0b7bc515e"),
    uuid!("d26096fb-7a5d-4df9-af63-47d04771fa9b"),
];
const APPLIED: [Uuid; 15] = [
    uuid!("0195e80c-b157-11d4-9435-004095e12fc7"),
    uuid!("061d872a-5787-460e-95ac-ed74ea3a3e84"),
    uuid!("07ee8426-87f1-11d5-b99c-0050bae0a95d"),
    uuid!("13134201-f60b-11d5-a3c7-0050bae0a776"),
    uuid!("1c57eabe-7349-44b3-b1de-ebfeab67b47d"),
    uuid!("2f1a5187-fb0e-4b05-9489-dc5dd6412348"),
    uuid!("36a8e346-9aaa-4af9-bdbd-83be3c177977"),
    uuid!("4612bd75-71b7-4a5c-8cc5-2b0b65f9fa0d"),
    uuid!("631b75a0-29e2-11d6-a3c7-0050bae0a776"),
    uuid!("82a1b659-b220-4d94-a9bd-14d757b95a48"),
    uuid!("b64d9a40-1642-11d6-a3c7-0050bae0a776"),
    uuid!("bc587f20-35d9-11d6-a3c7-0050bae0a776"),
    uuid!("bf845118-327b-4682-b5c6-285d2a0eb296"),
    uuid!("cf4abea6-37b2-11d4-940f-008048da11f9"),
    uuid!("f6a80749-5ad7-400b-8519-39dc5dff2542"),
];
const ACCOUNTING: [Uuid; 2] =
    [uuid!("238e7e88-3c5f-48b2-8a3b-81ebbecb20ed"), uuid!("2deed9b8-0056-4ffe-a473-c20a6c32a0bc")];
const CALCULATION: [Uuid; 2] =
    [uuid!("30b100d6-b29f-47ac-aec7-cb8ca8a54767"), uuid!("f2de87a8-64e5-45eb-a22d-b3aedab050e7")];
const DOCUMENT_FLOW: [Uuid; 2] =
    [uuid!("3e63355c-1378-4953-be9b-1deb5fb6bec5"), uuid!("fcd3404e-1523-48ce-9bc0-ecdb822684a1")];
const DATA_SOURCES: [Uuid; 1] = [uuid!("5274d9fc-9c3a-4a71-8f5e-a0db8ab23de5")];
const INTEGRATION: [Uuid; 1] = [uuid!("bf3420b0-f6f9-41a0-b83a-fe9d4ab0b65d")];

const COMMON_MODULE: Uuid = uuid!("0fe48980-252d-11d6-a3c7-0050bae0a776");
const LANGUAGE: Uuid = uuid!("9cd510ce-abfc-11d4-9434-004095e12fc7");
/// The type of a kind of permission that an application asks a mobile device for.
const PERMISSION: Uuid = uuid!("e4c53f94-e5f7-4a34-8c10-218bd811cae1");
/// The type of the way in which an application is used: on a computer.
const APPLICATION_USE: Uuid = uuid!("1708fdaa-cbce-4289-b373-07a5a74bee91");

/// The root object: name, properties and everything that the extension has, by class.
pub(crate) fn root(extension: &ExtensionBuilder) -> Value<'static> {
    let class = crate::inspect::CONFIGURATION;
    let mut general = vec![word(1), root_items(extension), word(GENERAL.len())];
    general.extend(GENERAL.map(|class| {
        let members: Vec<Uuid> = match class {
            LANGUAGE => vec![extension.id("language")],
            COMMON_MODULE => extension.modules.iter().map(|module| module.id(extension)).collect(),
            _ => Vec::new(),
        };
        members_of(class, &members)
    }));
    list([
        word(2),
        list([word(extension.root)]),
        word(7),
        list([word(class), list(general)]),
        list([word("9fcd25a0-4822-11d4-9414-008048da11f9"), list([word(6), applied(extension)])]),
        group(extension, "e3687481-0a87-462c-a166-9f34594f9bba", true, &ACCOUNTING),
        group(extension, "9de14907-ec23-4a07-96f0-85521cb6b53b", false, &CALCULATION),
        group(extension, "51f2d5d8-ea4d-4064-8892-82951750031e", true, &DOCUMENT_FLOW),
        group(extension, "e68182ea-4237-4383-967f-90c1e3370bc7", false, &DATA_SOURCES),
        group(extension, "fb282519-d103-4dd3-bc12-cb271d631dfc", false, &INTEGRATION),
        list([list([word(0), text(""), text("")])]),
    ])
}

/// The language that every extension must have.
pub(crate) fn language(extension: &ExtensionBuilder) -> Value<'static> {
    let header = header(extension.id("language"), "Русский", list([word(0)]), "", 1);
    list([word(1), list([word(0), header, text("ru")]), word(0)])
}

/// A common module that runs on the server.
pub(crate) fn common_module(extension: &ExtensionBuilder, module: &Module) -> Value<'static> {
    let header = header(module.id(extension), &module.name, list([word(0)]), "", 0);
    let flags = [0, 1, 1, 0, 0, 0, 0, 0].map(word);
    list([word(1), list([vec![word(12), header], flags.to_vec()].concat()), word(0)])
}

/// `configinfo`: layout of the storage, root object, and the SHA-1 of every element.
pub(crate) fn config_info(extension: &ExtensionBuilder, elements: &[(String, Vec<u8>)]) -> String {
    let mode = list([word(extension.mode.code()), word(0)]);
    let storage = list([word(0), list([word(216), word(0), mode])]);
    let root = list([word(2), word(extension.root), word("")]);
    let mut listed = vec![word(elements.len())];
    for (name, stored) in elements {
        listed.extend([text(name), word(Sha1Digest::of(stored))]);
    }
    format!("{storage},\r\n{root},\r\n{}", list(listed))
}

/// The properties of the root object; the reader knows their places by number.
fn root_items(extension: &ExtensionBuilder) -> Value<'static> {
    let synonym = extension.synonym.iter().flat_map(|(language, name)| [text(language), text(name)]);
    let synonym = list([word(extension.synonym.len())].into_iter().chain(synonym));
    let header = header(extension.id("header"), &extension.name, synonym, &extension.comment, 1);
    let mut items = vec![word(67), list([word(0), header]), text(""), word(1)];
    items.extend((0..5).map(|_| list([word(0)])));
    items.extend([nil(), word(extension.id("language")), nil(), nil(), word(0)]);
    items.extend([text(&extension.vendor), text(&extension.version), text("")]);
    items.extend([word(1), zeros(2), word(1), zeros(2), word(1), nil(), nil(), nil(), nil()]);
    items.extend([word(extension.mode.code()), zeros(2), word(0), word(0), nil(), nil(), nil()]);
    items.push(list([word(1), list([text("#"), word(APPLICATION_USE), word(1)])]));
    items.extend([nil(), nil(), word(2), nil(), word(3), zeros(2), permissions(), word(2)]);
    items.extend([text(&extension.prefix), word(extension.mode.code()), word(extension.purpose.code())]);
    items.extend([word(0), nil(), nil(), nil(), word(1), nil(), functions(), zeros(2), uses()]);
    items.extend([list([word(0)]), nil(), text(""), word(0), word(1), list([word(0)])]);
    list(items)
}

/// An object's header; `adopted` is 1 for what the extension shares with the configuration.
fn header(id: Uuid, name: &str, synonym: Value<'static>, comment: &str, adopted: u32) -> Value<'static> {
    let id = list([word(1), word(0), word(id)]);
    list([word(3), id, text(name), synonym, text(comment), word(adopted), word(0), nil(), word(0)])
}

/// No permission asked for.
fn permissions() -> Value<'static> {
    let one =
        |number: u32| list([list([text("#"), word(PERMISSION), word(number)]), list([text("B"), word(0)])]);
    list([word(10)].into_iter().chain((0..10).map(one)))
}

/// No function of a mobile device used.
fn functions() -> Value<'static> {
    let one = |number: u32| list([word(number), word(0), word(0)]);
    list([word(2), word(3)].into_iter().chain((1..=3).map(one)))
}

/// Standard functions of the application: all as they come.
fn uses() -> Value<'static> {
    let one = |number: u32| list([word(number), word(u32::from(number == 0))]);
    list([word(2), word(2)].into_iter().chain((0..2).map(one)).chain([word(0)]))
}

/// The group of catalogs, documents and the like, which has a layer more than the other groups.
fn applied(extension: &ExtensionBuilder) -> Value<'static> {
    let own = list([list([word(1), word(0), word(extension.id("applied"))]), nil()]);
    let members = APPLIED.map(|class| members_of(class, &[]));
    list([vec![word(1), own, word(APPLIED.len())], members.to_vec()].concat())
}

/// A group without members; some begin their own object with a zero.
fn group(extension: &ExtensionBuilder, class: &str, zero: bool, classes: &[Uuid]) -> Value<'static> {
    let id = list([word(1), word(0), word(extension.id(class))]);
    let own = if zero { list([word(0), id]) } else { list([id]) };
    let members = classes.iter().map(|class| members_of(*class, &[]));
    let contents = [word(1), own, word(classes.len())].into_iter().chain(members);
    list([word(class), list(contents)])
}

fn members_of(class: Uuid, members: &[Uuid]) -> Value<'static> {
    list([word(class), word(members.len())].into_iter().chain(members.iter().map(word)))
}

fn list(values: impl IntoIterator<Item = Value<'static>>) -> Value<'static> {
    Value::List(values.into_iter().collect())
}

fn word(word: impl ToString) -> Value<'static> {
    Value::Word(word.to_string().into())
}

fn text(text: &str) -> Value<'static> {
    Value::Text(text.to_owned().into())
}

fn nil() -> Value<'static> {
    word(Uuid::nil())
}

fn zeros(count: usize) -> Value<'static> {
    list((0..count).map(|_| word(0)))
}
