using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Architecture;

public sealed class RoomTests
{
    private const int MostFiles = 25;

    // At most three entries, each with its reason.
    private static readonly (Func<Type, bool> Is, string Why)[] s_exempt =
    [
        (IsModel, "PortalDb with its mappings names every entity there is, and what shapes their tables in each database."),
    ];

    public static TheoryData<string> Projects => new("Portal.Domain", "Portal.Jobs", "Portal");

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_UseOneAnotherInOneDirection(string project) =>
        Broken.None(new Rooms(Assembly.Load(project), name => name, IsExempt).Cycles());

    [Theory]
    [MemberData(nameof(Projects))]
    public void Features_UseOneAnotherInOneDirection(string project)
    {
        var depth = project.Split('.').Length + 1;
        Broken.None(new Rooms(Assembly.Load(project), name => string.Join('.', name.Split('.').Take(depth)), IsExempt).Cycles());
    }

    [Fact]
    public void Exemptions_AreFew() => Assert.InRange(s_exempt.Length, 0, 3);

    [Fact]
    public void Folders_HoldNoMoreThanCanBeSurveyed()
    {
        var folders =
            from project in Features.Projects
            from folder in Directory.GetDirectories(Path.Combine(TestFiles.Root, project), "*", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(TestFiles.Root, folder)
            where !Features.IsMade(path)
            let files = Directory.GetFiles(folder).Length
            where files > MostFiles
            select $"{path}: {files} files";
        Broken.None(folders);
    }

    [Fact]
    public void Namespaces_AreThoseOfTheirFolders()
    {
        var wrong =
            from project in Features.Projects
            from file in Directory.GetFiles(Path.Combine(TestFiles.Root, project), "*.cs", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(TestFiles.Root, file)
            where !Features.IsMade(path)
            let name = File.ReadLines(file).FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal))
            where name is not null
            let expected = Path.GetDirectoryName(path)!.Replace('/', '.')
            where name["namespace ".Length..].TrimEnd(';', ' ') != expected
            select $"{path} is not in {expected}";
        Broken.None(wrong);
    }

    /// <summary>Code for all pages uses none of them; and only the root uses the frame around them.</summary>
    [Fact]
    public void WhatServesAllFeatures_KnowsNone()
    {
        var broken =
            from type in Features.Types(Features.Web)
            let room = Features.Of(type)
            from used in IlReader.Uses(type)
            where used.Assembly == Features.Web
            let other = Features.Of(used)
            where other is not null && other != room
            where
                (room is not null && Features.Serving.Contains(room) && !Features.Serving.Contains(other))
                || (room is not null && other == "Shell")
            select $"{Features.Name(type)} ({room}) uses {Features.Name(used)} ({other})";
        Broken.None(broken);
    }

    internal static bool IsExempt(Type type) => Array.Exists(s_exempt, e => e.Is(type));

    private static bool IsModel(Type type)
    {
        for (var outer = type; outer is not null; outer = outer.DeclaringType)
        {
            if (typeof(DbContext).IsAssignableFrom(outer) || outer.Namespace == typeof(PortalDb).Namespace && IsShape(outer.Name))
                return true;
        }
        return false;
    }

    private static bool IsShape(string name) =>
        name is "PostgresPartitions" or "PostgresMigrationsWithPartitions" or "SqliteMigrationsWithClusters";
}
