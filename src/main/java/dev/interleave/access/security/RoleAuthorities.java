package dev.interleave.access.security;

import dev.interleave.access.Role;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// Roles as Spring Security knows them: whoever has one has those below as well.
public final class RoleAuthorities {

    private static final Map<Role, List<GrantedAuthority>> OF = new EnumMap<>(Role.class);

    static {
        for (Role role : Role.values()) {
            OF.put(
                    role,
                    Arrays.stream(Role.values())
                            .filter(role::includes)
                            .map(one -> (GrantedAuthority) new SimpleGrantedAuthority("ROLE_" + one.name()))
                            .toList());
        }
    }

    private RoleAuthorities() {}

    public static List<GrantedAuthority> of(Role role) {
        return OF.getOrDefault(role, List.of());
    }
}
