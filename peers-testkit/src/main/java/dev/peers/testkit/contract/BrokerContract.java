package dev.peers.testkit.contract;

/// What every way of reaching a [dev.peers.core.Broker] must do. A test class of one implements
/// this and says how a network is made reachable.
public interface BrokerContract
    extends RegisteringContract,
        IdentityContract,
        LookingAroundContract,
        SendingContract,
        SendingLimitsContract,
        BoundsContract,
        ReadingContract,
        KeyContract,
        LookingBackContract,
        InheritanceContract,
        WakingContract,
        KillingContract,
        OrphansContract,
        EventStreamContract,
        OldMailContract,
        ProbesContract,
        PassingTimeContract {}
