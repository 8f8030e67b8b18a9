//! Messages of the image actions.

use super::text::{Text, list, shown};

pub(crate) fn too_long(path: &str, length: usize, limit: usize) -> Text {
    let path = shown(path);
    Text::new(
        format!("参数 {path} 的长度为 {length} 个字符，超过了上限 {limit}。"),
        format!("The value of the parameter {path} has {length} characters; the limit is {limit}."),
    )
}

pub(crate) fn unsupported_source_region(region: &str, nearest: Option<&str>, edge: bool) -> Text {
    let shown_region = shown(region);
    let text = Text::new(
        format!("参数 `SourceRegion` 的值 {shown_region} 不在支持的地域之列。"),
        format!(
            "The value {shown_region} of the parameter `SourceRegion` is not a supported region."
        ),
    );
    if edge {
        return text.and(
            "这是 ECM 边缘地域，请填写镜像所在的 CVM 地域，例如 `ap-chengdu`。",
            "It is an edge region of ECM; use the CVM region of the image, such as `ap-chengdu`.",
        );
    }
    match nearest.map(shown) {
        Some(nearest) => {
            text.and(&format!("是否应为 {nearest}？"), &format!("Did you mean {nearest}?"))
        }
        None => text,
    }
}

pub(crate) fn image_id_format(path: &str, id: &str) -> Text {
    let (path, id) = (shown(path), shown(id));
    Text::new(
        format!("参数 {path} 的值 {id} 不是合法的镜像 ID，格式应为 `img-` 加 8 位小写字母或数字。"),
        format!(
            "The value {id} of the parameter {path} is not an image id: expected `img-` and eight \
             lower-case letters or digits."
        ),
    )
}

pub(crate) fn no_source_image(id: &str, region: &str, elsewhere: Option<&str>) -> Text {
    let (id, region) = (shown(id), shown(region));
    let text = Text::new(
        format!("在地域 {region} 中未找到参数 `ImageId` 指定的 CVM 镜像 {id}。"),
        format!(
            "The CVM image {id} of the parameter `ImageId` was not found in the region {region}."
        ),
    );
    match elsewhere.map(shown) {
        Some(elsewhere) => {
            text.and(&format!("该镜像位于 {elsewhere}。"), &format!("It exists in {elsewhere}."))
        }
        None => text,
    }
}

pub(crate) fn is_ecm_image(id: &str) -> Text {
    let id = shown(id);
    Text::new(
        format!("参数 `ImageId` 的值 {id} 是 ECM 镜像，请填写 CVM 镜像 ID。"),
        format!(
            "The value {id} of the parameter `ImageId` is an ECM image; use the id of a CVM image."
        ),
    )
}

pub(crate) fn source_image_state(id: &str, state: &str) -> Text {
    let (id, state) = (shown(id), shown(state));
    Text::new(
        format!("参数 `ImageId` 指定的镜像 {id} 的状态为 {state}，应为 `NORMAL`。"),
        format!(
            "The image {id} of the parameter `ImageId` has the state {state}; expected `NORMAL`."
        ),
    )
}

pub(crate) fn source_image_size(id: &str, size_gb: u32, limit_gb: u32) -> Text {
    let id = shown(id);
    Text::new(
        format!("参数 `ImageId` 指定的镜像 {id} 大小为 {size_gb} GB，超过了上限 {limit_gb} GB。"),
        format!(
            "The image {id} of the parameter `ImageId` has {size_gb} GB; the limit is {limit_gb} GB."
        ),
    )
}

pub(crate) fn denied(service: &str, action: &str) -> Text {
    let operation = shown(&format!("{service}:{action}"));
    Text::new(
        format!("您没有权限执行操作 {operation}。"),
        format!("A policy of this account denies the operation {operation}."),
    )
}

pub(crate) fn operation_failed() -> Text {
    Text::new(
        "内部操作失败，请稍后重试。",
        "The operation failed inside of the service; try again later.",
    )
}

pub(crate) fn image_duplicate(id: &str, region: &str, imported_as: &str) -> Text {
    let (id, region, imported_as) = (shown(id), shown(region), shown(imported_as));
    Text::new(
        format!("参数 `ImageId` 指定的镜像 {id}（地域 {region}）已导入为 {imported_as}。"),
        format!(
            "The image {id} of the parameter `ImageId`, in {region}, is already imported as {imported_as}."
        ),
    )
}

pub(crate) fn source_name_duplicate(id: &str, name: &str, taken_by: &str) -> Text {
    let (id, name, taken_by) = (shown(id), shown(name), shown(taken_by));
    Text::new(
        format!(
            "参数 `ImageId` 指定的镜像 {id} 的名称 {name} 与 ECM 镜像 {taken_by} 重复，请先修改其中一个的名称。"
        ),
        format!(
            "The image {id} of the parameter `ImageId` has the same name {name} as the ECM image \
             {taken_by}; rename one of them."
        ),
    )
}

pub(crate) fn name_duplicate(name: &str, taken_by: &str) -> Text {
    let (name, taken_by) = (shown(name), shown(taken_by));
    Text::new(
        format!("参数 `ImageName` 的值 {name} 与镜像 {taken_by} 的名称重复。"),
        format!(
            "The value {name} of the parameter `ImageName` is already the name of the image {taken_by}."
        ),
    )
}

pub(crate) fn quota(used: usize, limit: usize) -> Text {
    Text::new(
        format!(
            "无法导入参数 `ImageId` 指定的镜像：私有镜像数量为 {used}，已达到上限 {limit}，请先删除一个私有镜像。"
        ),
        format!(
            "The image of the parameter `ImageId` cannot be imported: there are {used} private \
             images, and the limit is {limit}. Delete one first."
        ),
    )
}

pub(crate) fn image_not_found<'a>(path: &str, ids: impl IntoIterator<Item = &'a str>) -> Text {
    let (path, ids) = (shown(path), list(ids, 0));
    let (images, were) = if ids.count == 1 { ("image", "was") } else { ("images", "were") };
    Text::new(
        format!("未找到参数 {path} 指定的镜像 {}。", ids.zh),
        format!("The {images} {} of the parameter {path} {were} not found.", ids.en),
    )
}

pub(crate) fn image_busy(path: &str, id: &str) -> Text {
    let (path, id) = (shown(path), shown(id));
    Text::new(
        format!("参数 {path} 指定的镜像 {id} 正在导入，请稍后重试。"),
        format!("The image {id} of the parameter {path} is being imported; try again later."),
    )
}

pub(crate) fn unknown_filter(path: &str, name: &str, known: &[&str]) -> Text {
    let (path, name, known) = (shown(path), shown(name), list(known.iter().copied(), 0));
    Text::new(
        format!("参数 {path} 的值 {name} 不受支持，可用的过滤条件：{}。", known.zh),
        format!(
            "The value {name} of the parameter {path} is not a filter of this action; use {}.",
            known.en
        ),
    )
}

pub(crate) fn too_many_filters(count: usize, limit: usize) -> Text {
    Text::new(
        format!("参数 `Filters` 有 {count} 项，超过了上限 {limit}。"),
        format!("The parameter `Filters` has {count} items; the limit is {limit}."),
    )
}

pub(crate) fn filter_values(path: &str, name: &str) -> Text {
    let (path, name) = (shown(path), shown(name));
    Text::new(
        format!("过滤条件 {name} 必须且只能有一个值，请检查参数 {path}。"),
        format!("The filter {name} takes exactly one value; check the parameter {path}."),
    )
}

pub(crate) fn page(name: &str, value: i64, range: &str) -> Text {
    let (name, range) = (shown(name), shown(range));
    Text::new(
        format!("参数 {name} 的值 `{value}` 超出范围 {range}。"),
        format!("The value `{value}` of the parameter {name} is out of the range {range}."),
    )
}
