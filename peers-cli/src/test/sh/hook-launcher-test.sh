#!/bin/sh
# What the launcher does with `hook`: whether a JVM starts, with which input, and what is printed.
# A Java that only says how it was called stands in for the JVM (see LauncherHookIT).
#
# usage: hook-launcher-test.sh <shell> <launcher>   with JAVA_HOME of the stand-in

SH=$1
LAUNCHER=$2
set -u
D=$(mktemp -d)
trap 'rm -rf "$D"' EXIT
export HOME=$D CLAUDE_PEERS_AOT=off
unset CLAUDE_PEERS_URL CLAUDE_PID CLAUDE_PEERS_SOCKET
F=$D/.claude/run/claude-peers.sock.unread
ok() { if [ "$2" = "$3" ]; then echo "ok   $1"; else echo "FAIL $1: got '$2' want '$3'"; fi; }
run() { printf '%s' "$P" | $SH "$LAUNCHER" "$@"; }
P='{"session_id":"abc-1","turn_id":"t","hook_event_name":"Stop","x":"a\\n\"b $HOME `id` \u0041"}'
N=$(printf '%s\n' "$P" | wc -c | tr -d ' '); n=$((N-1))
export CLAUDE_PID=4100
ok "no folder: JVM" "$(run hook --harness claude)" "JVM:hook --harness claude:$n"
mkdir -p $F
ok "claude nothing" "$(run hook --harness claude)" ""
ok "idle after a stop" "$(cat $F/turn-4100)" idle
touch $F/4100
ok "claude mail" "$(run hook --harness claude)" "JVM:hook --harness claude:$N"
P1=$P; P='{"session_id":"abc-1","hook_event_name":"UserPromptSubmit","prompt":"x"}'
ok "claude mail at a prompt" "$(run hook --harness claude | cut -c1-3)" "JVM"
ok "busy after a prompt" "$(cat $F/turn-4100)" busy
P=$P1; ok "a stop with mail is judged by the JVM" "$(run hook --harness claude >$D/null; cat $F/turn-4100)" busy
P='{"hook_event_name":"Notification","message":"\"hook_event_name\":\"Stop\""}'
ok "other events change nothing" "$(run hook --harness claude >$D/null; cat $F/turn-4100)" busy
P=$P1
ok "notes are for their owner only" "$(ls -l $F/turn-4100 | cut -c1-10)" -rw-------
ok "claude pid without mail" "$(CLAUDE_PID=42 run hook --harness claude)" ""
ok "claude no pid, somebody has mail" "$(CLAUDE_PID= run hook --harness claude)" "JVM:hook --harness claude:$N"
ok "url: JVM" "$(CLAUDE_PID=42 CLAUDE_PEERS_URL=http://127.0.0.1:1 run hook --harness claude)" "JVM:hook --harness claude:$n"
rm $F/4100
ok "claude no pid, nobody has mail" "$(CLAUDE_PID= run hook --harness claude)" ""
ok "claude odd pid, nobody has mail" "$(CLAUDE_PID=x/../y run hook --harness claude)" ""
ok "codex unregistered: JVM with payload" "$(run hook --harness codex)" "JVM:hook --harness codex:$N"
echo $$ > $F/thread-abc-1
ok "codex registered stop" "$(run hook --harness codex)" "{}"
ok "codex idle" "$(cat $F/turn-$$)" idle
P2=$P; P='{"session_id":"abc-1","hook_event_name":"UserPromptSubmit","prompt":"say \"hook_event_name\":\"Stop\""}'
ok "codex registered prompt" "$(run hook --harness codex)" ""
ok "codex busy" "$(cat $F/turn-$$)" busy
P='{"session_id":"../abc-1","hook_event_name":"Stop"}'
ok "codex odd thread" "$(run hook --harness codex | cut -c1-3)" "JVM"
P='{"hook_event_name":"Stop","session_id":"abc-1"}'
ok "codex other order" "$(run hook --harness codex | cut -c1-3)" "JVM"
P=$P2; touch $F/$$
ok "codex mail" "$(run hook --harness codex)" "JVM:hook --harness codex:$N"
rm $F/$$; echo 4194000 > $F/thread-abc-1
ok "codex dead agent" "$(run hook --harness codex)" "JVM:hook --harness codex:$N"
P='{"session_id":"zz","x":"'$(head -c 1000000 /dev/zero | tr '\0' 'y')'"}'
printf '%s' "$P" > $D/big; 
ok "codex 1 MB to JVM" "$($SH "$LAUNCHER" hook --harness codex < $D/big)" "JVM:hook --harness codex:$(($(wc -c <$D/big)+1))"
echo $$ > $F/thread-zz
ok "codex 1 MB quiet" "$($SH "$LAUNCHER" hook --harness codex < $D/big)" ""
ok "tilde" "$(CLAUDE_PEERS_SOCKET='~/.claude/run/claude-peers.sock' CLAUDE_PID=42 $SH "$LAUNCHER" hook --harness claude < $D/big)" ""
P=x; ok "marks of another socket beside it" "$(CLAUDE_PEERS_SOCKET=$D/.claude/run/x.sock CLAUDE_PID=42 run hook --harness claude)" "JVM:hook --harness claude:1"
ok "other command" "$(run status)" "JVM:status:1"
