/// When is a run due, and how is it made once, whatever dies meanwhile?
///
/// In: pacts that say `watch.every`, and people who ask for a run. Out: runs among the stored runs, judged by
/// `evaluation` and heard by the watch. Start at [DueRuns], then [ShardWork] and [Closing]; [Timetable] is the only
/// one that knows Quartz, which remembers what is to be done next and does it again elsewhere when a node dies. That
/// nothing is done twice is held by the tables, not by Quartz. How an agent is asked does not belong here.
@NullMarked
package dev.holdfast.service.schedule;

import org.jspecify.annotations.NullMarked;
