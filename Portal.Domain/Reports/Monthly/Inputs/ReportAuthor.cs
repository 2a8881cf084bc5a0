using Portal.Domain.Organisation;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>Who asks for reports or signs them, as of the moment of the call.</summary>
/// <param name="Name">Sign-in name or name of the key.</param>
/// <param name="Scope">The units whose reports they may read, and change if they may write.</param>
/// <param name="MayWrite">Sign, remark, change templates and subscriptions.</param>
public sealed record ReportAuthor(string Name, UnitScope Scope, bool MayWrite)
{
    /// <summary>The command line and jobs.</summary>
    public static ReportAuthor System { get; } = new("system", UnitScope.Everything, MayWrite: true);
}
