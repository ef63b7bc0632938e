package sandbox

import "strconv"

// follower is what user/info tells of a follower. Names and pictures have been empty since December 2021, and the fields
// stayed.
type follower struct {
	Subscribe      int     `json:"subscribe"`
	OpenID         string  `json:"openid"`
	Nickname       string  `json:"nickname"`
	Sex            int     `json:"sex"`
	Language       string  `json:"language"`
	City           string  `json:"city"`
	Province       string  `json:"province"`
	Country        string  `json:"country"`
	HeadImgURL     string  `json:"headimgurl"`
	SubscribeTime  int64   `json:"subscribe_time"`
	UnionID        string  `json:"unionid,omitempty"`
	Remark         string  `json:"remark"`
	GroupID        int64   `json:"groupid"`
	TagIDList      []int64 `json:"tagid_list"`
	SubscribeScene string  `json:"subscribe_scene"`
	QRScene        uint64  `json:"qr_scene"`
	QRSceneStr     string  `json:"qr_scene_str"`
}

// userInfo is GET /cgi-bin/user/info. Of somebody who does not follow it says just that.
func (s *Sandbox) userInfo(c call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	who := s.customers[c.query.Get("openid")]
	if who == nil {
		return nil, refuse(40003)
	}
	if !who.following {
		return struct {
			Subscribe int     `json:"subscribe"`
			OpenID    string  `json:"openid"`
			TagIDList []int64 `json:"tagid_list"`
		}{0, who.account.openid, []int64{}}, nil
	}
	f := follower{
		Subscribe: 1, OpenID: who.account.openid, Language: "zh_CN", SubscribeTime: who.followed.Unix(), UnionID: who.unionid,
		TagIDList: append([]int64{}, who.tags...), SubscribeScene: "ADD_SCENE_SEARCH",
	}
	if len(who.tags) > 0 {
		f.GroupID = who.tags[0]
	}
	if code := who.followScene; code.Ticket != "" {
		f.SubscribeScene = "ADD_SCENE_QR_CODE"
		if n, err := strconv.ParseUint(code.Scene, 10, 32); code.Number && err == nil {
			f.QRScene = n
		} else {
			f.QRSceneStr = code.Scene
		}
	}
	return f, nil
}
