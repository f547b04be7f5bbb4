/// How long are the lines of runs kept, and where do they go afterwards?
///
/// In: what a pact's owners want. Out: files of JSON Lines, packed by gzip, and observations that are gone. Start at
/// [Retention]. What was concluded from a run stays, and so does its digest: a file that comes back can be held against
/// it. Transcripts have a retention of their own, in `transcript.archive`.
@NullMarked
package dev.holdfast.service.retention;

import org.jspecify.annotations.NullMarked;
