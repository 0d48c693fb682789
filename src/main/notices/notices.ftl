What rungate bundles, and under which licence. Made by the build from what the
libraries say of themselves; where there are two licences, either holds.

<#list dependencyMap as entry>
<#assign library = entry.getKey()/>
${library.groupId}:${library.artifactId} ${library.version}
    <#list entry.getValue() as licence>${licence}<#if licence_has_next> or </#if></#list>
    ${library.url!"no address"}
</#list>
