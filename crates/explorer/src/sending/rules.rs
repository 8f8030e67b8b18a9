//! What may be sent where.

use tencentcloud_catalog::ActionClass;

use crate::api::{Language, Refusal, SendRequest};
use crate::request::Outgoing;

/// Off this machine only actions that read are sent, unless the user has allowed changes;
/// what changes, deletes or costs money is confirmed by its name.
pub(super) fn check(
    language: Language,
    outgoing: &Outgoing,
    asked: &SendRequest,
) -> Result<(), (Refusal, String)> {
    let (name, class) = (outgoing.action.name, outgoing.action.class);
    if outgoing.is_local() || class == ActionClass::Reads {
        return Ok(());
    }
    if class != ActionClass::ReadsPaid && !asked.allow_changes {
        let text = language.of(
            format!("{name} is not sent: this target is read-only until you allow changes."),
            format!("未发送 {name}：允许变更之前，此目标只读。"),
        );
        return Err((Refusal::ReadOnly, text));
    }
    if asked.confirmed.as_deref() == Some(name) {
        return Ok(());
    }
    let text = match class {
        ActionClass::ReadsPaid => {
            language.of("This read costs money per call. Send?", "此查询按次计费。发送？").into()
        }
        _ => language.of(
            format!("{name} is not sent before it is confirmed by its name."),
            format!("需输入名称 {name} 确认后才会发送。"),
        ),
    };
    Err((Refusal::Confirm, text))
}
