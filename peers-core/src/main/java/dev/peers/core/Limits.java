package dev.peers.core;

import java.time.Duration;

/// The bounds and time spans of a network. [#DEFAULTS] are those of the documentation; each `with`
/// method gives a copy that differs in one of them.
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
/// @param unreadRetention how long unread mail is kept at least; what counts is time that a broker
///   has seen pass, so that a clock set forward gives nothing up
/// @param readRetention how long read and expired mail is kept
/// @param messagesKept how many messages are kept at most, whatever their age; unread mail is not
///   deleted for it
/// @param purgePause how often old mail is looked for
/// @param verifiedBurst how much a peer with a secret may send at once after it was quiet; a
///   minute's worth at least
/// @param requestsPerMinute how many requests of any kind a peer may make
/// @param loopTurns how many times two peers may answer each other in quick succession; 0 for any
///   number
/// @param loopPause how much time gives such a pair one more turn
/// @param streamsPerPeer how many event streams a peer may hold; onlookers together may hold four
///   times as many
/// @param peers how many peers may be here at once; of those that left, four times as many are
///   remembered
/// @param summaryChars how long a summary may be, at most [dev.peers.core.model.Peer#MAX_SUMMARY]
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
    Duration purgePause,
    int verifiedBurst,
    int requestsPerMinute,
    int loopTurns,
    Duration loopPause,
    int streamsPerPeer,
    int peers,
    int summaryChars) {
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
          Duration.ofHours(1),
          240,
          60_000,
          60,
          Duration.ofSeconds(15),
          4,
          1_000,
          2_000);

  public Limits withMessageChars(int messageChars) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.messageChars = messageChars;
    return draft.limits();
  }

  public Limits withMessagesPerMinute(int messagesPerMinute) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.messagesPerMinute = messagesPerMinute;
    return draft.limits();
  }

  public Limits withVerifiedMessagesPerMinute(int verifiedMessagesPerMinute) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.verifiedMessagesPerMinute = verifiedMessagesPerMinute;
    return draft.limits();
  }

  public Limits withUnreadPerPeer(int unreadPerPeer) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.unreadPerPeer = unreadPerPeer;
    return draft.limits();
  }

  public Limits withFetchSize(int fetchSize) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.fetchSize = fetchSize;
    return draft.limits();
  }

  public Limits withHistorySize(int historySize) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.historySize = historySize;
    return draft.limits();
  }

  public Limits withWakeWait(Duration wakeWait) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.wakeWait = wakeWait;
    return draft.limits();
  }

  public Limits withWakeTimeout(Duration wakeTimeout) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.wakeTimeout = wakeTimeout;
    return draft.limits();
  }

  public Limits withWakeAgain(Duration wakeAgain) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.wakeAgain = wakeAgain;
    return draft.limits();
  }

  public Limits withLivenessFresh(Duration livenessFresh) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.livenessFresh = livenessFresh;
    return draft.limits();
  }

  public Limits withWatchPause(Duration watchPause) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.watchPause = watchPause;
    return draft.limits();
  }

  public Limits withSweepPause(Duration sweepPause) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.sweepPause = sweepPause;
    return draft.limits();
  }

  public Limits withKillGrace(Duration killGrace) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.killGrace = killGrace;
    return draft.limits();
  }

  public Limits withUnreadRetention(Duration unreadRetention) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.unreadRetention = unreadRetention;
    return draft.limits();
  }

  public Limits withReadRetention(Duration readRetention) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.readRetention = readRetention;
    return draft.limits();
  }

  public Limits withMessagesKept(int messagesKept) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.messagesKept = messagesKept;
    return draft.limits();
  }

  public Limits withPurgePause(Duration purgePause) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.purgePause = purgePause;
    return draft.limits();
  }

  public Limits withVerifiedBurst(int verifiedBurst) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.verifiedBurst = verifiedBurst;
    return draft.limits();
  }

  public Limits withRequestsPerMinute(int requestsPerMinute) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.requestsPerMinute = requestsPerMinute;
    return draft.limits();
  }

  public Limits withLoopTurns(int loopTurns) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.loopTurns = loopTurns;
    return draft.limits();
  }

  public Limits withLoopPause(Duration loopPause) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.loopPause = loopPause;
    return draft.limits();
  }

  public Limits withStreamsPerPeer(int streamsPerPeer) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.streamsPerPeer = streamsPerPeer;
    return draft.limits();
  }

  public Limits withPeers(int peers) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.peers = peers;
    return draft.limits();
  }

  public Limits withSummaryChars(int summaryChars) {
    LimitsDraft draft = new LimitsDraft(this);
    draft.summaryChars = summaryChars;
    return draft.limits();
  }
}
