//! The data types that the image actions use.

use crate::{Kind, Member, Structure};

pub(super) const STRUCTURES: &[Structure] = &[FILTER, IMAGE, IMAGE_TASK, SRC_IMAGE];

const FILTER: Structure = Structure {
    name: "Filter",
    summary: "A filter of a list by the values of a property.",
    members: &[
        Member::required("Values", Kind::List(&Kind::String), "Accepted values of the property."),
        Member::required("Name", Kind::String, "Name of the property."),
    ],
};

const IMAGE: Structure = Structure {
    name: "Image",
    summary: "An image.",
    members: &[
        Member::optional("ImageId", Kind::String, "Its id."),
        Member::optional("ImageName", Kind::String, "Its name."),
        Member::optional("ImageState", Kind::String, "Its state, such as NORMAL."),
        Member::optional("ImageType", Kind::String, "PRIVATE_IMAGE or PUBLIC_IMAGE."),
        Member::optional("ImageOsName", Kind::String, "Name of its operating system."),
        Member::optional("ImageDescription", Kind::String, "Its description."),
        Member::optional(
            "ImageCreateTime",
            Kind::String,
            "Creation time as YYYY-MM-DD hh:mm:ss without a time zone.",
        ),
        Member::optional("Architecture", Kind::String, "Processor architecture."),
        Member::optional("OsType", Kind::String, "Type of the operating system."),
        Member::optional("OsVersion", Kind::String, "Version of the operating system."),
        Member::optional("Platform", Kind::String, "Platform of the operating system."),
        Member::optional("ImageOwner", Kind::Integer, "Account that owns it."),
        Member::optional("ImageSize", Kind::Integer, "Its size in GB."),
        Member::optional("SrcImage", Kind::Structure("SrcImage"), "The source image."),
        Member::optional(
            "ImageSource",
            Kind::String,
            "Its source, such as OFFICIAL or EXTERNAL_IMPORT.",
        ),
        Member::optional(
            "TaskId",
            Kind::String,
            "Id of its import task while it runs or after it failed.",
        ),
        Member::optional("IsSupportCloudInit", Kind::Boolean, "Whether it supports cloud-init."),
    ],
};

const IMAGE_TASK: Structure = Structure {
    name: "ImageTask",
    summary: "An image import task.",
    members: &[
        Member::optional("State", Kind::String, "PENDING, PROCESSING, SUCCESS or FAILED."),
        Member::optional("Message", Kind::String, "Error message of a failed task."),
        Member::optional("ImageName", Kind::String, "Name of the image."),
        Member::optional("CreateTime", Kind::String, "Creation time of the task."),
    ],
};

const SRC_IMAGE: Structure = Structure {
    name: "SrcImage",
    summary: "The source of an image.",
    members: &[
        Member::optional("ImageId", Kind::String, "Id of the source image."),
        Member::optional("ImageName", Kind::String, "Name of the source image."),
        Member::optional(
            "ImageOsName",
            Kind::String,
            "Name of the source image's operating system.",
        ),
        Member::optional("ImageDescription", Kind::String, "Description of the source image."),
        Member::optional("Region", Kind::String, "Region of the source image."),
        Member::optional("RegionID", Kind::Integer, "Number of the region."),
        Member::optional("RegionName", Kind::String, "Name of the region."),
        Member::optional(
            "InstanceName",
            Kind::String,
            "Name of the instance that the image was created from.",
        ),
        Member::optional(
            "InstanceId",
            Kind::String,
            "Id of the instance that the image was created from.",
        ),
        Member::optional("ImageType", Kind::String, "Type of the source image."),
    ],
};
