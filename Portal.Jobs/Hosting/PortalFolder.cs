namespace Portal.Jobs.Hosting;

/// <summary>The base folder of relative paths in the settings: that of the root <c>appsettings.json</c>.</summary>
public static class PortalFolder
{
    /// <summary>The repository when run from it, else the folder of the published binaries; never the current directory.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    // Built from the repository, the binaries are in <root>/<project>/bin/<configuration>/<framework>/.
    internal static string Find(string binaries)
    {
        var output = new DirectoryInfo(binaries.TrimEnd(Path.DirectorySeparatorChar));
        return output.Parent?.Parent is { Name: "bin", Parent.Parent: { } root } && File.Exists(Path.Combine(root.FullName, "Portal.sln"))
            ? root.FullName
            : output.FullName;
    }
}
