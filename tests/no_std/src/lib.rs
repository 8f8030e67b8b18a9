//! Core, linked into a static library without std.
//!
//! `#![no_std]` in core does not restrict its dependencies. This library has a
//! panic handler. std has another one, and a library can have only one, so the
//! build fails if any dependency uses std.
//!
//! The unsafe code is the allocator that a library without std needs. It never
//! runs, because nothing uses this crate.
#![no_std]

use core::alloc::{GlobalAlloc, Layout};
use core::panic::PanicInfo;

use tencentcloud_core::sign::{CanonicalRequest, Payload, SigningKey, sign};
use tencentcloud_core::{Secret, Timestamp};

/// Signs a request, so that the signer and its dependencies are linked.
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

// SAFETY: an allocator may return a null pointer if it has no memory. Then there
// is never a block to free.
unsafe impl GlobalAlloc for NoMemory {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        core::ptr::null_mut()
    }
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ALLOCATOR: NoMemory = NoMemory;
