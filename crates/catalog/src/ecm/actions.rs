//! What the image actions take, give and fail with.

use super::{NAME, VERSION};
use crate::{Action, Effect, Kind, Member};

/// "A maximum of 20 requests can be initiated per second", say the pages.
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
    summary: "Lists image import tasks and how far they are.",
    effect: Effect::Read,
    rate: RATE,
    input: &[Member::required(
        "Filters",
        FILTERS,
        "Which tasks: by task-id, image-id or image-name.",
    )],
    output: &[
        Member::optional(
            "ImageTaskSet",
            Kind::List(&Kind::Structure("ImageTask")),
            "The tasks that match.",
        ),
        Member::optional("TotalCount", Kind::Integer, "How many tasks match."),
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
            "Which images: up to ten of image-id, image-type, instance-type, image-name and \
             image-os; the last two match parts and take one value.",
        ),
        Member::optional(
            "Offset",
            Kind::Integer,
            "How many matching images to skip; 0 when absent.",
        ),
        Member::optional(
            "Limit",
            Kind::Integer,
            "How many images to return at most; 20 when absent, 100 at most.",
        ),
    ],
    output: &[
        Member::optional("TotalCount", Kind::Integer, "How many images match."),
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
        Member::required(
            "ImageDescription",
            Kind::String,
            "Description that the imported image gets.",
        ),
        Member::required(
            "SourceRegion",
            Kind::String,
            "CVM region that the image is in, such as ap-chengdu.",
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
        Member::optional(
            "ImageName",
            Kind::String,
            "New name, unlike any other and at most 20 characters long.",
        ),
        Member::optional(
            "ImageDescription",
            Kind::String,
            "New description, at most 60 characters long.",
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
