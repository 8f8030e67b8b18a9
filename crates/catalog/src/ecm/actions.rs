//! The image actions.

use super::{NAME, VERSION};
use crate::{Action, Effect, Kind, Member};

/// The API pages: "A maximum of 20 requests can be initiated per second".
const RATE: Option<u32> = Some(20);

const FILTERS: Kind = Kind::List(&Kind::Structure("Filter"));

pub(super) const ACTIONS: &[Action] = &[
    DELETE_IMAGE,
    DESCRIBE_CUSTOM_IMAGE_TASK,
    DESCRIBE_IMAGE,
    IMPORT_IMAGE,
    MODIFY_IMAGE_ATTRIBUTE,
];

const DELETE_IMAGE: Action = Action {
    service: NAME,
    version: VERSION,
    name: "DeleteImage",
    summary: "Deletes private images.",
    effect: Effect::Write,
    rate: RATE,
    input: &[Member::required(
        "ImageIDSet",
        Kind::List(&Kind::String),
        "Ids of the images to delete.",
    )],
    output: &[],
    error_codes: &[
        "FailedOperation.ImageInUse",
        "FailedOperation.InternalOperationFailure",
        "InvalidParameter.InvalidDataFormat",
        "InvalidParameterValue.InvalidImageID",
        "InvalidParameterValue.ParameterValueTooLarge",
        "ResourceNotFound",
        "UnauthorizedOperation.ForbiddenOperation",
    ],
};

const DESCRIBE_CUSTOM_IMAGE_TASK: Action = Action {
    service: NAME,
    version: VERSION,
    name: "DescribeCustomImageTask",
    summary: "Lists image import tasks with their states.",
    effect: Effect::Read,
    rate: RATE,
    input: &[Member::required("Filters", FILTERS, "Filters on task-id, image-id or image-name.")],
    output: &[
        Member::optional(
            "ImageTaskSet",
            Kind::List(&Kind::Structure("ImageTask")),
            "The matching tasks.",
        ),
        Member::optional("TotalCount", Kind::Integer, "Number of matching tasks."),
    ],
    error_codes: &[
        "FailedOperation.InternalOperationFailure",
        "InvalidParameter",
        "InvalidParameter.InvalidDataFormat",
        "InvalidParameterValue",
        "ResourceNotFound",
    ],
};

const DESCRIBE_IMAGE: Action = Action {
    service: NAME,
    version: VERSION,
    name: "DescribeImage",
    summary: "Lists images.",
    effect: Effect::Read,
    rate: RATE,
    input: &[
        Member::optional(
            "Filters",
            FILTERS,
            "Up to ten filters on image-id, image-type, instance-type, image-name and \
             image-os; the last two match substrings and take one value.",
        ),
        Member::optional("Offset", Kind::Integer, "Number of images to skip; the default is 0."),
        Member::optional(
            "Limit",
            Kind::Integer,
            "Maximum number of images to return; the default is 20, the maximum 100.",
        ),
    ],
    output: &[
        Member::optional("TotalCount", Kind::Integer, "Number of matching images."),
        Member::optional(
            "ImageSet",
            Kind::List(&Kind::Structure("Image")),
            "The images of this page.",
        ),
    ],
    error_codes: &[
        "FailedOperation.ImageInUse",
        "FailedOperation.InternalOperationFailure",
        "InvalidParameter.InvalidDataFormat",
        "InvalidParameterValue.InvaildPageParam",
        "InvalidParameterValue.InvalidFilter",
        "InvalidParameterValue.InvalidImageID",
        "InvalidParameterValue.ParameterValueTooLarge",
        "MissingParameter.MissingImageParameter",
        "UnauthorizedOperation.ForbiddenOperation",
    ],
};

const IMPORT_IMAGE: Action = Action {
    service: NAME,
    version: VERSION,
    name: "ImportImage",
    summary: "Imports a CVM image into ECM.",
    effect: Effect::Write,
    rate: RATE,
    input: &[
        Member::required("ImageId", Kind::String, "Id of the CVM image, such as img-pmqg1cw9."),
        Member::required("ImageDescription", Kind::String, "Description of the imported image."),
        Member::required(
            "SourceRegion",
            Kind::String,
            "CVM region of the image, such as ap-chengdu.",
        ),
    ],
    output: &[],
    error_codes: &[
        "FailedOperation.InternalOperationFailure",
        "InvalidParameter.InvalidDataFormat",
        "InvalidParameterValue.ImageDuplicate",
        "InvalidParameterValue.ImageNameDuplicate",
        "InvalidParameterValue.InvalidImageID",
        "InvalidParameterValue.ParameterValueTooLarge",
        "InvalidParameterValue.UnsupportedRegion",
        "MissingParameter.MissingImageParameter",
        "ResourceInsufficient.InvaildPrivateImageNum",
        "UnauthorizedOperation.ForbiddenOperation",
    ],
};

const MODIFY_IMAGE_ATTRIBUTE: Action = Action {
    service: NAME,
    version: VERSION,
    name: "ModifyImageAttribute",
    summary: "Changes the name or the description of an image.",
    effect: Effect::Write,
    rate: RATE,
    input: &[
        Member::required("ImageId", Kind::String, "Id of the image to change."),
        Member::optional("ImageName", Kind::String, "New unique name of at most 20 characters."),
        Member::optional(
            "ImageDescription",
            Kind::String,
            "New description of at most 60 characters.",
        ),
    ],
    output: &[],
    error_codes: &[
        "FailedOperation.InternalOperationFailure",
        "FailedOperation.OperationNotAllow",
        "InvalidParameter",
        "InvalidParameterValue",
        "InvalidParameterValue.ImageNameDuplicate",
        "MissingParameter",
        "MissingParameter.MissingImageParameter",
        "ResourceNotFound",
    ],
};
