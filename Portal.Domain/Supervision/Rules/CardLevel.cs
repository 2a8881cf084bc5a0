namespace Portal.Domain.Supervision.Rules;

/// <summary>The levels of supervision, each more serious than the one before.</summary>
public enum CardLevel : byte
{
    /// <summary>预警: the limit ends soon.</summary>
    Notice = 1,

    /// <summary>黄牌: the promise is broken.</summary>
    Yellow = 2,

    /// <summary>红牌: the law is broken, or a yellow card is not answered.</summary>
    Red = 3,
}
