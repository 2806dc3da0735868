package config
import ("testing";"fmt";"time";"strings";"os";"math/rand")
func TestZZ(t *testing.T){
 c,_:=os.ReadFile("testdata/contract.yaml")
 for _,d:=range []string{string(c),"store: x\ntenant:\n- name: a\n","a: \"\\q\"","store: file://x\ntenants:\n - name: contoso\n   id: 0000\n   auth:\n     federation: {clientId: 1}\n     token: env://X\n   zones: {good: 50}\n   goal: {percent: 0x10}\n slack: 3\n",
 "store: file://x\ntenants:\n - name: contoso\n   id: 0000\n   auth:\n     federation: {clientId: 1}\n     token: env://X\n   zones: {good: 50}\n   goal: {percent: 0x10}\nslack: 3\nemail:\n",
 "{\"store\":1,\n\t\"tenants\": []}", "{\"store\":1,\n\t\"tenants\": [}",
 }{
  v,err:=Parse("config.yaml",[]byte(d)); fmt.Printf("%+v\n%v\n----\n",v,err)
 }
}
func TestZZSlow(t *testing.T){
 pieces:=[]string{"\n","  \n"," ","a","a: ","- ","? ",": ","[","]","{","}",",","'","\"","|\n",">\n","&a ","*a ","!a ","#c\n","---\n","...\n","\t","x\n","  x\n","\\","%"," a: |\n","k%d: ","k%d:\n", "- - ","0","\r","\r\n","é","<<: "}
 r:=rand.New(rand.NewSource(1))
 N:=1<<16
 if s:=os.Getenv("N"); s!="" { fmt.Sscan(s,&N)}
 for i:=0;i<4000;i++{
  n:=1+r.Intn(3); m:=1+r.Intn(3)
  var pre,rep string
  for j:=0;j<m;j++{ pre+=pieces[r.Intn(len(pieces))]}
  for j:=0;j<n;j++{ rep+=pieces[r.Intn(len(pieces))]}
  if i%2==0 {pre="a: |\n"; if i%4==0 {pre="a: "+pre}}
  var b strings.Builder; b.WriteString(pre)
  for k:=0;b.Len()<N;k++{ b.WriteString(strings.ReplaceAll(rep,"%d",fmt.Sprint(k)))}
  t0:=time.Now(); Parse("x.yaml",[]byte(b.String()))
  if d:=time.Since(t0); d>300*time.Millisecond { fmt.Printf("%v pre %q rep %q\n",d,pre,rep)}
 }
}
