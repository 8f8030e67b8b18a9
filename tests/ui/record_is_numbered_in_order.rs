//! A member with another number would be left out of every request.

struct Image {
    image_id: Option<String>,
    image_name: Option<String>,
}

tencentcloud_core::record!(Image { 0 => image_id: "ImageId", 2 => image_name: "ImageName" });

fn main() {}
