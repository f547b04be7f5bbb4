/// What can be asked over HTTP, and how is it answered?
///
/// In: requests below `/v1`. Out: records as JSON, and for everything that goes wrong a [Problem] (RFC 9457). One
/// controller a resource; each method names a [dev.holdfast.service.security.Scope], takes its
/// [dev.holdfast.service.security.Principal], and works inside one transaction of the tenant. Start at
/// [ProjectController]. What a request means for an agent belongs to the core or to `store`, not here.
@NullMarked
package dev.holdfast.service.api;

import org.jspecify.annotations.NullMarked;
