/// What does a message look like in Slack, PagerDuty, a mail, Alertmanager or a webhook, and how is it handed over?
///
/// In: a message. Out: payloads that keep the channel's published limits, and how an attempt to deliver one ended.
/// Start at [dev.holdfast.alerting.channel.SlackChannel]. When something is sent is not decided here.
@NullMarked
package dev.holdfast.alerting.channel;

import org.jspecify.annotations.NullMarked;
