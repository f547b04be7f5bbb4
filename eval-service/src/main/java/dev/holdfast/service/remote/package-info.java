/// How does the command line ask a service?
///
/// In: an address, a token, a question. Out: the service's answer, or why there is none. Start at [RemoteService]. What
/// is
/// printed, and with which exit code, does not belong here.
@NullMarked
package dev.holdfast.service.remote;

import org.jspecify.annotations.NullMarked;
