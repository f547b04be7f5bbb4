/// Where are sealed transcripts, how long do they stay, and who reads them?
///
/// In: transcripts of a stored run. Out: the same, to those who may read them, until they are erased. Start at
/// [dev.holdfast.service.transcript.archive.TranscriptArchive]. Whatever is done to a transcript is in the audit log,
/// as
/// a salted digest. How a text is sealed or masked is the business of `transcript`.
@NullMarked
package dev.holdfast.service.transcript.archive;

import org.jspecify.annotations.NullMarked;
