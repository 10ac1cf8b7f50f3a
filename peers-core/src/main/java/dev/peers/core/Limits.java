package dev.peers.core;

import java.time.Duration;

/// The bounds and time spans of a network. [#DEFAULTS] are those of the documentation.
///
/// @param messageChars the longest message, in UTF-16 characters as existing clients count them
/// @param messagesPerMinute how much a peer of the old protocol, or a person, may send
/// @param verifiedMessagesPerMinute how much a peer with a secret may send
/// @param unreadPerPeer how much unread mail a peer may hold
/// @param fetchSize how much unread mail one answer carries at most
/// @param historySize how much history one answer carries at most
/// @param wakeWait how long sending waits to learn how waking the recipient went
/// @param wakeTimeout after how long a wake that nobody reported on counts as ambiguous
/// @param wakeAgain after how long an unanswered wake is repeated for new mail
/// @param livenessFresh how old knowledge of a process may be that an answer is based on
/// @param watchPause how often processes are looked at that have no event stream
/// @param sweepPause how often orphans are looked for
/// @param killGrace how long an agent may take to end before it is ended without asking
/// @param unreadRetention how long unread mail is kept
/// @param readRetention how long read and expired mail is kept
/// @param messagesKept how many messages are kept at most, whatever their age; unread mail is not
///   deleted for it
/// @param purgePause how often old mail is looked for
public record Limits(
    int messageChars,
    int messagesPerMinute,
    int verifiedMessagesPerMinute,
    int unreadPerPeer,
    int fetchSize,
    int historySize,
    Duration wakeWait,
    Duration wakeTimeout,
    Duration wakeAgain,
    Duration livenessFresh,
    Duration watchPause,
    Duration sweepPause,
    Duration killGrace,
    Duration unreadRetention,
    Duration readRetention,
    int messagesKept,
    Duration purgePause) {
  public static final Limits DEFAULTS =
      new Limits(
          10_000,
          10,
          120,
          10_000,
          500,
          100,
          Duration.ofMillis(250),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofMillis(50),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofDays(7),
          Duration.ofDays(30),
          1_000_000,
          Duration.ofHours(1));
}
