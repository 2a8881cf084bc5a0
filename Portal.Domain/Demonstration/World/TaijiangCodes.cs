namespace Portal.Domain.Demonstration.World;

/// <summary>The codes of the demonstration's units, and the names of its record sources.</summary>
public static class TaijiangCodes
{
    /// <summary>台江区.</summary>
    public const string District = "350103";

    /// <summary>区行政服务中心.</summary>
    public const string Centre = "350103C01";

    /// <summary>后洲街道, whose list of convenience services is the template of the other streets.</summary>
    public const string Houzhou = "350103002";

    /// <summary>天华社区, the first of the communities of 后洲街道.</summary>
    public const string FirstOfHouzhou = "350103002006";

    /// <summary>上下杭社区 of 后洲街道.</summary>
    public const string Shangxiahang = "350103002021";

    /// <summary>瀛洲街道: its centre is moving and not built.</summary>
    public const string Yingzhou = "350103001";

    /// <summary>鳌峰街道: its centre is moving and not built.</summary>
    public const string Aofeng = "350103011";

    /// <summary>Source of the centre's cases.</summary>
    public const string ApprovalSystem = "区行政审批系统";

    /// <summary>Source of the cases of streets and communities.</summary>
    public const string ConvenienceSystem = "街道便民服务系统";

    /// <summary>Source of the online appeals.</summary>
    public const string Hotline = "12345平台";

    /// <summary>Source of the replay's records.</summary>
    public const string Replay = "演示回放";

    /// <summary>Source of the transferred appeals and the complaints.</summary>
    public const string ComplaintCentre = "区效能投诉中心";
}
