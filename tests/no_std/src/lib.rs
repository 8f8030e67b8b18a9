//! Core, linked into a library that has no std.
//!
//! `#![no_std]` in core says nothing about what core depends on. Here the whole
//! tree meets a panic handler of its own: std brings another, and two cannot be
//! in one library, so a dependency that pulls std in fails this build.
//!
//! The unsafe code is the allocator, which a library without std must bring and
//! which never runs here; nobody uses this crate.
#![no_std]

use core::alloc::{GlobalAlloc, Layout};
use core::panic::PanicInfo;

use tencentcloud_core::sign::{CanonicalRequest, Payload, SigningKey, sign};
use tencentcloud_core::{Secret, Timestamp};

/// Signs a request, so that the signer and all below it are really linked.
#[unsafe(no_mangle)]
pub extern "C" fn first_byte_of_a_signature(seconds: u64) -> u8 {
    let at = Timestamp::saturating(seconds);
    let key = SigningKey::derive(&Secret::new("test-secret-key-000001"), at.date(), "ecm");
    let request = CanonicalRequest {
        method: "POST",
        query: "",
        content_type: "application/json",
        host: "ecm.tencentcloudapi.com",
        signed_headers: &[],
        payload: Payload::Signed(b"{}"),
    };
    match sign(&request, "test-secret-id-000001", &key, at) {
        Ok(authorization) => authorization.signature().as_bytes()[0],
        Err(_) => 0,
    }
}

#[panic_handler]
fn stop(_: &PanicInfo<'_>) -> ! {
    loop {}
}

struct NoMemory;

// SAFETY: a null pointer is the answer of an allocator that has no memory, so
// there is never a block to free.
unsafe impl GlobalAlloc for NoMemory {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        core::ptr::null_mut()
    }
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ALLOCATOR: NoMemory = NoMemory;
