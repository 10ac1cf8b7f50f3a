package dev.peers.core;

import java.time.Duration;

/// The values of [Limits] while one of them is exchanged: so that no copy has to spell them all
/// out.
final class LimitsDraft {
  int messageChars;
  int messagesPerMinute;
  int verifiedMessagesPerMinute;
  int unreadPerPeer;
  int fetchSize;
  int historySize;
  Duration wakeWait;
  Duration wakeTimeout;
  Duration wakeAgain;
  Duration livenessFresh;
  Duration watchPause;
  Duration sweepPause;
  Duration killGrace;
  Duration unreadRetention;
  Duration readRetention;
  int messagesKept;
  Duration purgePause;
  int verifiedBurst;
  int requestsPerMinute;
  int loopTurns;
  Duration loopPause;
  int streamsPerPeer;
  int peers;
  int summaryChars;

  LimitsDraft(Limits limits) {
    messageChars = limits.messageChars();
    messagesPerMinute = limits.messagesPerMinute();
    verifiedMessagesPerMinute = limits.verifiedMessagesPerMinute();
    unreadPerPeer = limits.unreadPerPeer();
    fetchSize = limits.fetchSize();
    historySize = limits.historySize();
    wakeWait = limits.wakeWait();
    wakeTimeout = limits.wakeTimeout();
    wakeAgain = limits.wakeAgain();
    livenessFresh = limits.livenessFresh();
    watchPause = limits.watchPause();
    sweepPause = limits.sweepPause();
    killGrace = limits.killGrace();
    unreadRetention = limits.unreadRetention();
    readRetention = limits.readRetention();
    messagesKept = limits.messagesKept();
    purgePause = limits.purgePause();
    verifiedBurst = limits.verifiedBurst();
    requestsPerMinute = limits.requestsPerMinute();
    loopTurns = limits.loopTurns();
    loopPause = limits.loopPause();
    streamsPerPeer = limits.streamsPerPeer();
    peers = limits.peers();
    summaryChars = limits.summaryChars();
  }

  Limits limits() {
    return new Limits(
        messageChars,
        messagesPerMinute,
        verifiedMessagesPerMinute,
        unreadPerPeer,
        fetchSize,
        historySize,
        wakeWait,
        wakeTimeout,
        wakeAgain,
        livenessFresh,
        watchPause,
        sweepPause,
        killGrace,
        unreadRetention,
        readRetention,
        messagesKept,
        purgePause,
        verifiedBurst,
        requestsPerMinute,
        loopTurns,
        loopPause,
        streamsPerPeer,
        peers,
        summaryChars);
  }
}
