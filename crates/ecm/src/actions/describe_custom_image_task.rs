//! Lists the tasks that import images.

use serde::{Deserialize, Serialize};
use tencentcloud_core::{Action, Effect, error_codes, lenient};

use crate::{Filter, ImageTask};

/// Lists the tasks that import images.
///
/// At least one filter is required: `task-id`, `image-id` or `image-name`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct DescribeCustomImageTask {
    /// The filters.
    pub filters: Vec<Filter>,
}

impl DescribeCustomImageTask {
    /// An action with its required members.
    pub fn new(filters: impl IntoIterator<Item = Filter>) -> Self {
        Self { filters: filters.into_iter().collect() }
    }
}

impl Action for DescribeCustomImageTask {
    const SERVICE: &'static str = "ecm";
    const VERSION: &'static str = "2019-07-19";
    const NAME: &'static str = "DescribeCustomImageTask";
    const EFFECT: Effect = Effect::Read;
    const RATE: Option<u32> = Some(20);
    type Output = DescribeCustomImageTaskOutput;
    type Code = DescribeCustomImageTaskCode;
}

/// The output of [`DescribeCustomImageTask`].
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DescribeCustomImageTaskOutput {
    /// The tasks.
    #[serde(deserialize_with = "lenient::list")]
    pub image_task_set: Option<Vec<ImageTask>>,
    /// The number of tasks that match.
    #[serde(deserialize_with = "lenient::scalar")]
    pub total_count: Option<u64>,
}

error_codes! {
    /// The error codes documented for [`DescribeCustomImageTask`].
    pub enum DescribeCustomImageTaskCode {
        /// Internal error. The work may have been done.
        InternalOperationFailure = "FailedOperation.InternalOperationFailure",
        /// A parameter has the wrong type or format.
        InvalidParameter = "InvalidParameter",
        /// A value has the wrong type or format.
        InvalidDataFormat = "InvalidParameter.InvalidDataFormat",
        /// A parameter has a value that is not allowed.
        InvalidParameterValue = "InvalidParameterValue",
        /// There is no such resource.
        ResourceNotFound = "ResourceNotFound",
    }
}
