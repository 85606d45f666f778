package dev.interleave.hostile;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// What this process holds, client and service together.
///
/// @param threads of the platform
/// @param descriptors of files and connections
/// @param heap in bytes, without garbage
record Footprint(int threads, long descriptors, long heap) {

    static Footprint now() {
        System.gc();
        return new Footprint(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                openDescriptors(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    static long openDescriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
