package io.aftercall.routing;

import io.aftercall.concurrent.WakeUpRegistry;
import io.aftercall.delivery.DeliveryWorker;
import java.time.InstantSource;

/** What belongs to this node: its name, its clock, who wakes whom, what delivery workers share. */
public record NodeInfo(
    String name, InstantSource clock, WakeUpRegistry signals, DeliveryWorker.WorkerContext post) {}
