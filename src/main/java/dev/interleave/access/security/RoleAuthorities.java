package dev.interleave.access.security;

import dev.interleave.access.Role;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// The Spring Security authorities of each role, including those of the roles below. Immutable.
public final class RoleAuthorities {

    private static final Map<Role, List<GrantedAuthority>> BY_ROLE = new EnumMap<>(Role.class);

    static {
        for (Role role : Role.values()) {
            BY_ROLE.put(
                    role,
                    Arrays.stream(Role.values())
                            .filter(role::includes)
                            .map(included -> (GrantedAuthority) new SimpleGrantedAuthority("ROLE_" + included.name()))
                            .toList());
        }
    }

    private RoleAuthorities() {}

    public static List<GrantedAuthority> of(Role role) {
        return BY_ROLE.getOrDefault(role, List.of());
    }
}
