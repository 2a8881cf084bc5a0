namespace Portal.Jobs.Hosting;

/// <summary>The folder that relative paths of the settings start from: where the root <c>appsettings.json</c> lies.</summary>
public static class PortalFolder
{
    /// <summary>The repository when run out of it, else the folder of the published binaries; never the folder one happens to stand in.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    // Built out of the repository, the binaries lie in <root>/<project>/bin/<configuration>/<framework>/.
    internal static string Find(string binaries)
    {
        var output = new DirectoryInfo(binaries.TrimEnd(Path.DirectorySeparatorChar));
        return output.Parent?.Parent is { Name: "bin", Parent.Parent: { } root } && File.Exists(Path.Combine(root.FullName, "Portal.sln"))
            ? root.FullName
            : output.FullName;
    }
}
