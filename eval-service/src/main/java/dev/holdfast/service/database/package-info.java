/// Where are the service's rows, and who may see which of them?
///
/// In: a folder or the address of a PostgreSQL. Out: a schema that is up to date, and [Database], which runs work
/// inside
/// a transaction of one organisation. Start there. PostgreSQL itself keeps organisations apart: every table is isolated
/// by row-level security, the service's role owns nothing, and a transaction that names no organisation sees no row.
///
/// Migrations lie in `resources/dev/holdfast/service/migration`. Each package has a range of versions, so that branches
/// land in any order: V001-V099 the service itself, V100- audit, V200- schedule, V300- incidents and actions, V400-
/// transcripts. A migration that makes a table ends in `CALL isolate('the_table');`. What a row means does not belong
/// here.
@NullMarked
package dev.holdfast.service.database;

import org.jspecify.annotations.NullMarked;
