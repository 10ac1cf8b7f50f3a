package dev.peers.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeersExceptionTest {
  private static final Map<PeersException, String> CODES =
      Map.of(
          new RefusedException(new Refusal(Refusal.Code.INBOX_FULL, "full")),
          "inbox_full",
          new StoreException("full"),
          "store_failed",
          new ListenException("taken"),
          "listen_failed",
          BrokerUnavailableException.noAnswer("gone", new IOException()),
          "broker_unavailable");

  @Test
  void every_exception_has_a_code_that_stays() {
    CODES.forEach((exception, code) -> assertThat(exception.code()).isEqualTo(code));
    assertThat(List.of(PeersException.class.getPermittedSubclasses()))
        .containsExactlyInAnyOrderElementsOf(
            CODES.keySet().stream().<Class<?>>map(Object::getClass).toList());
  }
}
